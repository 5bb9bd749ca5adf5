// moto, which others have made of what AWS answers: where it is installed, a server of it on a port of its own.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import type { SdkSettings } from '../../aws/clients.ts';
import { realClock } from '../../aws/clock.ts';
import { memberAccess, NO_ROLES } from '../../aws/sts.ts';
import type { Clock } from '../../core/clock.ts';
import { portsFor } from '../../flows/make-ports.ts';
import { asciiArchive } from '../../simulation/world/ascii-archive.ts';

const ASKED = 'import importlib.util as u, sys; sys.exit(u.find_spec("moto") is None)';

/** Nothing is imported for that: it takes seconds. */
export const hasMoto = spawnSync('python3', ['-c', ASKED]).status === 0;

/** Its own account. */
export const home = { account: '123456789012', region: 'us-east-1' };
export const machine = `arn:aws:states:${home.region}:${home.account}:stateMachine:tidegate-release-test`;

export interface MotoServer {
  readonly endpoint: string;
  stop(): void;
}

/** Where there is none. */
export const UNREACHABLE: MotoServer = { endpoint: 'http://127.0.0.1:1', stop: () => {} };

/** Resolves once it answers, however slow the machine is. */
export async function startMoto(): Promise<MotoServer> {
  const port = await freePort();
  const server = spawn('python3', ['-m', 'moto.server', '-p', `${port}`], { stdio: 'ignore' });
  server.unref();
  const stop = () => void server.kill('SIGKILL');
  process.once('exit', stop);
  const endpoint = `http://127.0.0.1:${port}`;
  while (server.exitCode === null && !(await answers(endpoint))) await wait(100);
  if (server.exitCode !== null)
    throw new Error(`expected moto to run, got its end with ${server.exitCode}`);
  return { endpoint, stop };
}

async function answers(endpoint: string): Promise<boolean> {
  return fetch(`${endpoint}/moto-api/`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const credentials = { accessKeyId: 'any', secretAccessKey: 'key' };

/** What the clients are made with that a test sets the stage by. */
export function wireOf({ endpoint }: MotoServer) {
  return { region: home.region, endpoint, credentials, forcePathStyle: true };
}

/** What our own adapters are made with. */
export function sdkOf({ endpoint }: MotoServer): SdkSettings {
  return { home, endpoint, credentials, client: { forcePathStyle: true } };
}

/** For the adapters that no port is of. */
export function accessOn(server: MotoServer) {
  return memberAccess(sdkOf(server), realClock, NO_ROLES);
}

/** A clock that does not wait: what never succeeds has soon been tried as often as ever. */
export const HASTY: Clock = { ...realClock, sleep: async () => {} };

/** What it answers to what it has not: a page of its server, of no such address or of an error of its own. */
export const A_PAGE = /HTTP (?:404|500|501): <!doctype html>|Unexpected token '<'/;

export function portsOn(server: MotoServer, clock: Clock = realClock) {
  const none = () => {};
  return portsFor({
    sdk: sdkOf(server),
    clock,
    log: { info: none, warn: none, error: none },
    count: none,
    measure: none,
    tableName: 'tidegate',
    releaseMachineArn: machine,
    memberRoles: NO_ROLES,
  });
}

export function archive(text: string): Buffer {
  return Buffer.from(asciiArchive([{ path: 'index.mjs', text }]), 'latin1');
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** How it is asked without a client. */
function asksOf({ endpoint }: MotoServer) {
  /** What no client of ours is for, or reads: moto checks no signature, and takes the service from it. */
  function unsigned(service: string, headers: Record<string, string>, body: string, path = '') {
    const scope = `any/20260101/${home.region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
    const url = `${endpoint}${path}`;
    return fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
  }

  /** Of the services that tell their operations by a header. */
  async function askJson(service: string, operation: string, input: object) {
    const type = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': operation };
    const answered = await unsigned(service, type, JSON.stringify(input));
    const text = await answered.text();
    return JSON.parse(text || '{}') as Record<string, unknown>;
  }

  /** Of the services that are asked by forms. */
  async function askForm(service: string, form: Record<string, string>): Promise<void> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    await unsigned(service, type, `${new URLSearchParams(form)}`);
  }

  return { unsigned, askJson, askForm };
}

export function helpersOn(server: MotoServer) {
  const asks = asksOf(server);

  async function addRole(name: string): Promise<string> {
    const Principal = { Service: 'lambda.amazonaws.com' };
    const allowed = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] });
    const of = { RoleName: name, AssumeRolePolicyDocument: policy };
    await asks.askForm('iam', { Action: 'CreateRole', Version: '2010-05-08', ...of });
    return `arn:aws:iam::${home.account}:role/${name}`;
  }

  async function bucketOf(name: string): Promise<S3Client> {
    const client = new S3Client(wireOf(server));
    await client.send(new CreateBucketCommand({ Bucket: name }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
    return client;
  }

  async function makeTable(): Promise<void> {
    const client = new DynamoDBClient(wireOf(server));
    await client.send(
      new CreateTableCommand({
        TableName: 'tidegate',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((name) => ({
          AttributeName: name,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
  }

  return { ...asks, addRole, bucketOf, makeTable };
}
