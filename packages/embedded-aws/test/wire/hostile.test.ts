import { connect } from 'node:net';
import { ask, authorization, type RawRequest, type Served, served } from './served.ts';

let wire: Served;
beforeAll(async () => {
  wire = await served();
});
afterAll(() => wire.close());

const signed = (service: string, more: Record<string, string> = {}) => ({
  headers: { authorization: authorization(service), ...more },
});
const target = (name: string, more: Record<string, string> = {}) => ({
  headers: { 'x-amz-target': name, ...more },
});
const cbor = (path: string, body: string | Uint8Array) => ({
  path: `/service/GraniteServiceVersion20100801/operation/${path}`,
  headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
  body,
});
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const listMachines = 'AWSStepFunctions.ListStateMachines';

const refused: readonly (readonly [string, RawRequest, number, RegExp])[] = [
  ['another host', target(listMachines, { host: 'evil.example' }), 403, /"AccessDenied"/],
  ['this host at another port', target(listMachines, { host: '127.0.0.1:1' }), 403, /AccessDenied/],
  [
    'a page of another site',
    target(listMachines, { origin: 'https://evil.example' }),
    403,
    /AccessDenied/,
  ],
  ['a page without a name', target(listMachines, { origin: 'null' }), 403, /AccessDenied/],
  [
    'an image in a page of another site',
    {
      method: 'GET',
      path: '/?Action=SetAlarmState&AlarmName=a&Version=2010-08-01',
      headers: { 'sec-fetch-site': 'cross-site' },
    },
    403,
    /<Code>AccessDenied</,
  ],
  ['JSON that is not', { ...target(listMachines), body: '{"a"' }, 400, /SerializationException/],
  [
    'a list for a structure',
    { ...target(listMachines), body: '[]' },
    400,
    /SerializationException/,
  ],
  [
    'JSON nested beyond all measure',
    { ...target('AWSEvents.PutEvents'), body: '['.repeat(500_000) },
    400,
    /SerializationException/,
  ],
  ['CBOR that is not', cbor('DescribeAlarms', '\u00ff{'), 400, /SerializationException/],
  ['a CBOR number for a structure', cbor('DescribeAlarms', new Uint8Array([1])), 400, /Serializ/],
  ['a form without an action', { ...signed('sts', form), body: 'a=b' }, 400, /<Code>MissingAction/],
  [
    'an unknown action',
    { ...signed('sts', form), body: 'Action=Nope&Version=2011-06-15' },
    400,
    /<Code>InvalidAction<.*sts simulates AssumeRole, GetCallerIdentity/,
  ],
  [
    'an unknown operation',
    target('AWSEvents.ListArchives'),
    400,
    /UnknownOperationException.*events simulates PutEvents/,
  ],
  [
    'a service that is not simulated',
    target('secretsmanager.GetSecretValue'),
    400,
    /UnknownOperationException.*simulated are appconfig, lambda, codebuild/,
  ],
  [
    'a path that Lambda has not',
    { method: 'GET', path: '/2018-10-31/layers', ...signed('lambda') },
    404,
    /lambda simulates Invoke/,
  ],
  [
    'what S3 has and this one has not',
    { method: 'GET', path: '/box?policy', ...signed('s3') },
    501,
    /<Code>NotImplemented<.*s3 simulates ListBuckets/,
  ],
  [
    'an unknown bucket',
    { method: 'GET', path: '/nope', ...signed('s3') },
    404,
    /<Code>NoSuchBucket</,
  ],
  [
    'a key that does not decode',
    { method: 'GET', path: '/box/%E0%A4%A', ...signed('s3') },
    400,
    /<Code>SerializationException</,
  ],
  [
    'a region that there is not',
    {
      headers: { ...target(listMachines).headers, authorization: authorization('states', 'mars') },
    },
    403,
    /valid region/,
  ],
  [
    'a body that is too large, and says so',
    { ...target(listMachines), body: 'x'.repeat(3_000_000) },
    413,
    /smaller than 2097152 bytes/,
  ],
  [
    'a body that is too large, in chunks',
    { ...target(listMachines, { 'transfer-encoding': 'chunked' }), body: 'x'.repeat(3_000_000) },
    413,
    /smaller than 2097152 bytes/,
  ],
  [
    'headers that are too large',
    target(listMachines, { 'x-amz-security-token': 'x'.repeat(20_000) }),
    431,
    /^$/,
  ],
  [
    'an input of the wrong shape',
    { ...target('AWSStepFunctions.StartExecution'), body: '{"stateMachineArn":7}' },
    400,
    /ValidationException.*stateMachineArn/,
  ],
  [
    'a path that is no URI’s',
    { ...signed('synthetics'), method: 'POST', path: '/canary/%zz/start' },
    404,
    /ResourceNotFoundException/,
  ],
  [
    'an input that names what all objects have',
    { ...target('AWSStepFunctions.DescribeExecution'), body: '{"__proto__":{"executionArn":"x"}}' },
    400,
    /ValidationException/,
  ],
];

test.each(refused)(
  '%s is refused, and nobody learns why it would hurt',
  async (_, asked, status, text) => {
    const answer = await ask(wire.port, asked);

    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    expect(answer.text).not.toMatch(/\.ts:|node:internal|\\n\s+at /);
  },
);

test('a person’s own page may speak, and any name below localhost', async () => {
  const own = { origin: `http://127.0.0.1:${wire.port}`, 'sec-fetch-site': 'same-origin' };

  const answers = [
    await ask(wire.port, target(listMachines, own)),
    await ask(wire.port, target(listMachines, { host: `localhost:${wire.port}` })),
    await ask(wire.port, target(listMachines, { host: `states.localhost:${wire.port}` })),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('a client that leaves in the middle of its body harms nobody', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(wire.port, '127.0.0.1', () => {
      const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${wire.port}\r\nX-Amz-Target: ${listMachines}\r\n`;
      socket.write(`${head}Content-Length: 1000\r\n\r\n{"a":`, () => socket.destroy());
    });
    socket.on('close', () => resolve());
  });

  expect((await ask(wire.port, target(listMachines))).status).toBe(200);
});

test('what is no HTTP at all is answered and closed', async () => {
  const said = await new Promise<string>((resolve) => {
    const socket = connect(wire.port, '127.0.0.1', () =>
      socket.write('\x16\x03\x01\x02\x00\r\n\r\n'),
    );
    socket.on('data', (data) => resolve(String(data)));
  });

  expect(said).toMatch(/^HTTP\/1.1 400/);
});
