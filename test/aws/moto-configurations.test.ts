// The adapters of AppConfig over HTTP against moto, with the real signer.

import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { type Played, startMended } from './moto-mended.ts';
import {
  A_PAGE,
  digestOf,
  HASTY,
  hasMoto,
  helpersOn,
  home,
  portsOn,
  startMoto,
  UNREACHABLE,
} from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
/** It lists neither applications nor environments: these are said here, and all else is its own. */
const lists: Record<string, Played[string]> = {};
const mended = hasMoto ? await startMended(moto, lists) : UNREACHABLE;
const ports = portsOn(mended);
const hasty = portsOn(mended, HASTY);
const { unsigned } = helpersOn(moto);

afterAll(() => {
  mended.stop();
  moto.stop();
});

const played = hasMoto ? test : test.skip;

const target: TargetOf<'appConfig'> = {
  ...{ ...home, name: 'flags', alarms: [] },
  appConfig: {
    ...{ application: 'shop', environment: 'live', profile: 'flags' },
    configuration: 'flags.json',
  },
};

async function make(path: string, input: object): Promise<string> {
  const type = { 'content-type': 'application/json' };
  const made = await unsigned('appconfig', type, JSON.stringify(input), path);
  return ((await made.json()) as { readonly Id: string }).Id;
}

async function makeProfile(): Promise<void> {
  const id = await make('/applications', { Name: 'shop' });
  const of = { Name: 'flags', LocationUri: 'hosted' };
  await make(`/applications/${id}/configurationprofiles`, of);
  lists['/applications'] = () => ({ Items: [{ Id: id, Name: 'shop' }] });
  const environments = { Items: [{ Id: 'env0001', Name: 'live' }] };
  lists[`/applications/${id}/environments`] = () => environments;
}

played('AppConfig: a hosted version is made of a text, and read as it was', async () => {
  await makeProfile();
  const [old, now] = ['{"a":"old"}', '{"a":"“ü” & <b>","at":"2026-01-01T00:00:00Z"}'];
  const makeOf = (content: string) =>
    ports.configurationStarts.make(target, content, digestOf(Buffer.from(content)));

  const first = await makeOf(old);
  const second = await makeOf(now);

  expect([first, second]).toEqual(['1', '2']);
  expect(await ports.configurations.contentOf(target, second)).toBe(now);
  expect(await ports.configurations.contentOf(target, first)).toBe(old);
  expect(await ports.configurations.contentOf(target, '9')).toBeUndefined();
  const other = { ...target, appConfig: { ...target.appConfig, profile: 'none' } };
  await expect(ports.configurationStarts.make(other, now, 'sha256:')).rejects.toThrow(
    'expected AppConfig to have shop/live/none (application, environment, profile), got none',
  );
});

played(
  'AppConfig: of a profile that is there it has neither a list of versions nor deployments',
  async () => {
    await makeProfile();
    const digest = digestOf(Buffer.from('{}'));

    for (const ask of [
      () => hasty.configurations.versionOf(target, digest),
      () => hasty.configurations.last(target),
      () => hasty.configurationStarts.start(target, { version: '1', mark: 'one' }),
    ])
      await expect(ask()).rejects.toThrow(A_PAGE);
  },
);
