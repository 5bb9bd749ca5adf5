// What a function answers over HTTP: never kept by anybody in between.

export function answer(statusCode: number, body: object): object {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}

export function pageAnswer(statusCode: number, body: string, policy: string): object {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  return { statusCode, headers, body };
}
