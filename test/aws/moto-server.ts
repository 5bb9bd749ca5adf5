// moto, which others have made of what AWS answers: where it is installed, a server of it on a port of its own.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { realClock } from '../../aws/clock.ts';
import { NO_ROLES } from '../../aws/sts.ts';
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

export function portsOn({ endpoint }: MotoServer) {
  const none = () => {};
  return portsFor({
    sdk: { home, endpoint, credentials, client: { forcePathStyle: true } },
    clock: realClock,
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

export function helpersOn(server: MotoServer) {
  const { endpoint } = server;

  /** What no client of ours is for, or reads: moto checks no signature, and takes the service from it. */
  function unsigned(service: string, headers: Record<string, string>, body: string) {
    const scope = `any/20260101/${home.region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
    return fetch(endpoint, { method: 'POST', headers: { ...headers, authorization }, body });
  }

  async function addRole(name: string): Promise<string> {
    const Principal = { Service: 'lambda.amazonaws.com' };
    const allowed = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] });
    const of = { RoleName: name, AssumeRolePolicyDocument: policy };
    const form = new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08', ...of });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    await unsigned('iam', type, `${form}`);
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

  return { unsigned, addRole, bucketOf, makeTable };
}
