export default async function stopProduct() {
  await globalThis.__PRODUCT__?.stop();
}
