/** The text of an S3 object's body, in whatever form the host hands it over. */
export function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  throw new Error(`Expected GetObject to answer a Body of text or bytes, got ${typeof body}`);
}
