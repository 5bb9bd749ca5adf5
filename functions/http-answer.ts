// What a function answers over HTTP: never kept by anybody in between.

export function answer(statusCode: number, body: object): object {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
