// The board of a deployed Tidegate: its function behind the API, the pages on this machine, and as files.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@tidegate/embedded-aws/server/server';
import { boardBehind } from '../../cli/board-server.ts';
import { openCommands } from '../../cli/commands.ts';
import { keys } from '../../core/keys.ts';
import { reportOf } from '../../simulation/report.ts';
import { home } from '../../simulation/world/place.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const { world, ask, play, whilePlaying, endpoint, close } = await standing(oneTarget(), {
  builds: [{ at: '0s', revision: 'one' }],
});
await play();
const release = (await reportOf(world)).releases[0]!.id;
const folder = mkdtempSync(join(tmpdir(), 'tidegate-board-'));

afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const get = (path: string, query: Readonly<Record<string, string>> = {}) =>
  whilePlaying(() =>
    world.aws.callService(
      'execute-api',
      'Invoke',
      { method: 'GET', path, query, headers: {} },
      {
        ...home,
        userArn: 'arn:aws:iam::111122223333:user/reader',
      },
    ),
  ) as Promise<Answer>;

describe('the function behind the API', () => {
  test.each([
    ['the fleet', '/board', '1 service'],
    ['a pipeline', '/board/pipelines/shop', '<h1><bdi>shop</bdi></h1>'],
    ['a release', `/board/releases/${release}`, 'Timeline'],
    ['the measures', '/board/measures', 'Week by week'],
  ])('shows %s, to be read and nothing else', async (_, path, shown) => {
    const { status, body, headers } = await get(path);

    expect(status).toBe(200);
    expect(body).toContain(shown);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'no-store',
    });
  });

  test.each([
    ['/board/pipelines/other', 'expected the name of an applied pipeline'],
    ['/board/releases/shop-0123456789ab-1', 'shop-0123456789ab-1'],
    ['/board/releases/%3Cscript%3E', 'Nothing is here'],
  ])('says at %s why there is nothing', async (path, why) => {
    const { status, body } = await get(path);

    expect(status).toBe(404);
    expect(body).toContain(why);
    expect(body).not.toContain('<script>');
  });
});

describe('the custom widget', () => {
  const widget = async (event: object) => {
    const called = whilePlaying(() => world.aws.lambda.invoke('tidegate-local-Board', event, home));
    return (await called) as { readonly payload: unknown };
  };

  test.each([
    ['the fleet', {}, '1 service'],
    ['a pipeline', { pipeline: 'shop' }, '<h1><bdi>shop</bdi></h1>'],
    ['a release', { release }, 'Timeline'],
    ['why there is nothing', { pipeline: 'other' }, 'expected the name of an applied pipeline'],
    ['no name that is none', { release: `${'x'.repeat(3_000)}<script>` }, 'got another text'],
  ])('shows %s', async (_, params, shown) => {
    const { payload } = await widget({ ...params, widgetContext: { theme: 'dark' } });

    expect(payload).toContain(shown);
    expect(payload).not.toContain('<script');
  });

  test('has the console’s theme, and says what it takes', async () => {
    const shown = await widget({ widgetContext: { theme: 'dark' } });
    const described = await widget({ describe: true });

    expect(shown.payload).toContain('cwdb-theme-dark');
    expect(described.payload).toContain('pipeline: checkout');
  });
});

test('tidegate board shows the pages here, each asked for with the person’s own credentials', async () => {
  const { mount, refuseUnreachable } = boardBehind(
    openCommands({ 'endpoint-url': endpoint }),
    'shop',
  );
  const server = await serve([mount]);
  const read = async (path: string) => {
    const answer = await whilePlaying(() => fetch(new URL(path, server.address)));
    return { status: answer.status, text: await answer.text() };
  };
  try {
    await whilePlaying(refuseUnreachable);
    expect(await read('/')).toMatchObject({ status: 200, text: expect.stringContaining('shop') });
    expect(await read('/board?team=nobody')).toMatchObject({
      status: 200,
      text: expect.stringContaining('No service is shown here'),
    });
    expect((await read('/board/pipelines/other')).status).toBe(404);
    expect((await read('/stop/hold')).status).toBe(404);
  } finally {
    await server.close();
  }
});

test('a pipeline that is none, and an API that is not there, are said before anything is shown', async () => {
  await expect(ask('board', 'other')).rejects.toThrow(
    'expected the name of an applied pipeline, got other',
  );
  await expect(ask('board', '--api', 'http://127.0.0.1:1')).rejects.toThrow(
    /expected the board at the stack’s API, got .*GET\/board/,
  );
});

test('--export writes pages that lead to each other, and again over its own', async () => {
  const site = join(folder, 'site');

  await ask('board', '--export', site);
  const { printed } = await ask('board', '--export', site, '--json');

  expect(JSON.parse(printed)).toEqual({ folder: site, pipelines: 1, releases: 1 });
  expect(readdirSync(join(site, 'releases'))).toEqual([`${release}.html`]);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('href="pipelines/shop.html"');
  expect(readFileSync(join(site, 'pipelines/shop.html'), 'utf8')).toContain(
    `href="../releases/${release}.html"`,
  );
});

test('a pipeline that cannot be read is named in the fleet, and keeps no other from it nor from an export', async () => {
  const put = ({ pk, sk }: { pk: string; sk: string }, item: object) =>
    whilePlaying(() =>
      world.aws.callService(
        'dynamodb',
        'PutItem',
        { TableName: world.stack.tableName, Item: { pk: { S: pk }, sk: { S: sk }, ...item } },
        home,
      ),
    );
  await put(keys.pipelineName('broken'), { item: { M: { pipeline: { S: 'broken' } } } });
  await put(keys.definition('broken'), { item: { M: {} }, schema: { N: '999' } });

  const { body } = await get('/board');
  const { printed } = await ask('board', '--export', join(folder, 'with-broken'), '--json');

  expect(body).toContain('Could not be read just now: broken');
  expect(body).toContain('href="/board/pipelines/shop"');
  expect(JSON.parse(printed)).toMatchObject({ pipelines: 1 });
});

test('--export writes over nothing that is another’s', async () => {
  writeFileSync(join(folder, 'mine.txt'), 'mine');

  await expect(ask('board', '--export', folder)).rejects.toThrow('expected a folder that is empty');
  await expect(ask('board', 'shop', '--export', folder)).rejects.toThrow('without a pipeline');
});
