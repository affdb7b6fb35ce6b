import { extractText, getDocumentProxy } from 'unpdf';

/** The text of a PDF as a reader would copy it, page by page; white space is one blank. For tests. */
export async function textOfPdf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document, { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/g, ' '));
}
