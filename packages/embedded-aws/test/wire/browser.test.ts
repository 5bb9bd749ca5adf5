// What a browser can be made to send, and what it makes of the answers.

import { ask, authorization, type RawRequest, type Served, served } from './served.ts';

let wire: Served;
let full = false;
beforeAll(async () => {
  wire = await served({}, { isFull: () => full });
  await ask(wire.port, put('/box'));
  await ask(
    wire.port,
    put('/box/page.html', '<script>alert(1)</script>', { 'content-type': 'text/html' }),
  );
});
afterAll(() => wire.close());
beforeEach(async () => {
  full = false;
  await ask(wire.port, {
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricAlarm' },
    body: JSON.stringify({
      AlarmName: '5xx',
      Namespace: 'a',
      MetricName: 'b',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  });
});

function put(path: string, body = '', headers: Record<string, string> = {}): RawRequest {
  return { method: 'PUT', path, body, headers: { ...headers, authorization: authorization('s3') } };
}
const state = async () => {
  const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms' };
  const { text } = await ask(wire.port, { headers, body: '{}' });
  return (JSON.parse(text) as { MetricAlarms: { StateValue: string }[] }).MetricAlarms[0]
    ?.StateValue;
};

const SET = 'Action=SetAlarmState&AlarmName=5xx&StateValue=ALARM&StateReason=x&Version=2010-08-01';
const READ = 'Action=DescribeAlarms&Version=2010-08-01';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const unasked: readonly (readonly [string, RawRequest])[] = [
  ['a link', { method: 'GET', path: `/?${SET}` }],
  ['a link in a mail', { method: 'GET', path: `/?${SET}`, headers: { 'sec-fetch-site': 'none' } }],
  [
    'a link that seems signed',
    {
      method: 'GET',
      path: `/?${SET}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20261120%2Fus-east-1%2Fmonitoring%2Faws4_request`,
    },
  ],
  ['a form', { path: '/', headers: form, body: SET }],
  ['a form that reads in its address', { path: `/?${READ}`, headers: form, body: SET }],
  [
    'a form of plain text',
    { path: `/?${SET}`, headers: { 'content-type': 'text/plain' }, body: 'a=b' },
  ],
  [
    'a name and a password in the address',
    { method: 'GET', path: `/?${SET}`, headers: { authorization: 'Basic QVdTNDo=' } },
  ],
  ['a function that is invoked', { path: '/2015-03-31/functions/f/invocations', body: '{}' }],
];

test.each(unasked)('%s changes nothing', async (_, asked) => {
  const answer = await ask(wire.port, asked);

  expect(answer.status).toBe(403);
  expect(answer.text).toMatch(/in a request that is signed/);
  expect(await state()).toBe('INSUFFICIENT_DATA');
});

test('what is signed changes what it names', async () => {
  const headers = { ...form, authorization: authorization('monitoring') };

  expect((await ask(wire.port, { headers, body: SET })).status).toBe(200);
  expect(await state()).toBe('ALARM');
  await ask(wire.port, {
    headers,
    body: 'Action=DeleteAlarms&AlarmNames.member.1=5xx&Version=2010-08-01',
  });
});

test('a link may read', async () => {
  const answer = await ask(wire.port, { method: 'GET', path: `/?${READ}` });

  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-disposition': 'attachment' });
});

test('a page among the objects is of no site, runs nothing, and is saved, not shown', async () => {
  const host = `box.localhost:${wire.port}`;
  const credential = 'X-Amz-Credential=AKIDEXAMPLE%2F20261120%2Fus-east-1%2Fs3%2Faws4_request';

  for (const asked of [
    { method: 'GET', path: `/box/page.html?${credential}` },
    { method: 'GET', path: '/page.html', headers: { host } },
  ]) {
    const { status, headers, text } = await ask(wire.port, asked);

    expect([status, text]).toEqual([200, '<script>alert(1)</script>']);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      'x-content-type-options': 'nosniff',
      'content-disposition': 'attachment',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
});

test('a client of AWS gets an object with the headers that AWS gives it', async () => {
  const headers = { authorization: authorization('s3') };

  const answer = await ask(wire.port, { method: 'GET', path: '/box/page.html', headers });

  expect(answer.headers['content-type']).toBe('text/html');
  expect(answer.headers['content-disposition']).toBeUndefined();
});

test('errors are sandboxed as well', async () => {
  const path = '/%3Cscript%3E?X-Amz-Algorithm=x';

  const { headers } = await ask(wire.port, { method: 'GET', path });

  expect(headers).toMatchObject({ 'content-security-policy': expect.stringMatching(/^sandbox/) });
});

test('a process that is full reads and deletes, and takes no more', async () => {
  full = true;
  const signed = { authorization: authorization('s3') };

  const statuses = [
    await ask(wire.port, put('/box/more', 'x')),
    await ask(wire.port, { method: 'GET', path: '/box/page.html', headers: signed }),
    await ask(wire.port, { method: 'DELETE', path: '/box/none', headers: signed }),
  ].map(({ status }) => status);

  expect(statuses).toEqual([503, 200, 204]);
});
