import { randomUUID } from 'node:crypto';

/**
 * An officer's desk in one department: reads and writes by its public interface; what is refused stops the loading and is told.
 *
 * @param api `/api/identification/v1`
 */
export function deskOf(api) {
  const read = async (officer, path) => {
    const answer = await officer.get(`${api}${path}`);
    if (answer.status !== 200) throw new Error(`${path.split('?')[0]}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.json();
  };
  const write = async (officer, path, body, headers = {}) => {
    const isFile = typeof body === 'string';
    const answer = await officer.post(`${api}${path}`, {
      body: isFile ? body : JSON.stringify(body),
      headers: { 'Content-Type': isFile ? 'text/csv' : 'application/json', ...headers },
    });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.text ? answer.json() : {};
  };
  /** @returns its id, once the file has been looked at and can be referred to */
  const upload = async (officer, name, content) => {
    const id = randomUUID();
    await officer.upload(`${api}/uploads`, id, name, content);
    for (let tries = 0; tries < 2_400; tries += 1) {
      const { state } = await read(officer, `/attachments/${id}`);
      if (state === 'ready') return id;
      if (state === 'refused') throw new Error(`${name} was refused`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${name} was not looked at within a minute`);
  };
  return { read, write, upload };
}
