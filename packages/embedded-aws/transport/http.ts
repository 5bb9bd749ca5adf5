// HTTP as values, so that the SDK's request handler and a real server share everything behind them.

export interface HttpRequest {
  readonly method: string;
  readonly host: string;
  /** As sent: percent-encoded, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The client expects to read the body as a stream (S3's GetObject). */
  readonly streamed?: boolean;
}

/** The local address that a request went to; undefined for one of AWS's own. */
export function originOf({ headers: { host = '' } }: HttpRequest): string | undefined {
  return /^(127\.0\.0\.1|([\w.-]+\.)?localhost)(:\d+)?$/.test(host) ? `http://${host}` : undefined;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function textOf(request: HttpRequest): string {
  return decoder.decode(request.body);
}

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}
