// A team with functions in a developer account, whose aliases are called once a minute each, and what one build makes.

import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipFolder } from '../../../cli/personal/zip-folder.ts';
import { main } from '../../../cli/tidegate.ts';
import { standing } from '../standing.ts';

export const developers = { account: '111122223333', region: 'us-east-1' };

const TEAM = `
pipeline: shop
owner: team-shop
contact: "#team-shop"
source: { project: shop-build }
stages:
  - name: beta
    bake: { for: 30m }
    targets:
      - name: beta
        account: "111122223333"
        region: us-east-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: beta }
        alarms: [shop-errors, shop-latency]
      - name: pages
        account: "111122223333"
        region: us-east-1
        site: { distribution: E2QWRUHAPOMQZL, bucket: shop-pages }
        alarms: [pages-errors]
    tests: [{ name: smoke, project: shop-smoke }]
  - name: prod
    bake: { for: 4h }
    targets:
      - name: prod
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: prod }
        alarms: [prod-errors]
`;

type Standing = Awaited<ReturnType<typeof standing>>;

export async function team(text = TEAM) {
  const world = await standing(text, {});
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-personal-'));
  const file = join(folder, 'tidegate.yml');
  writeFileSync(file, text);

  /** A folder as a build leaves it. Code that says so fails each of its calls. */
  function built(says: string): string {
    const made = mkdtempSync(join(folder, 'built-'));
    writeFileSync(
      join(made, 'index.js'),
      `exports.handler = async () => ${JSON.stringify(says)};\n`,
    );
    return made;
  }

  /** While it runs, `hear` is told all that is printed, as it is. */
  async function live(hear: (text: string) => void, endpoint: string, ...words: string[]) {
    let printed = '';
    const spies = (['stdout', 'stderr'] as const).map((name) =>
      jest.spyOn(process[name], 'write').mockImplementation((text, ...more) => {
        printed += String(text);
        hear(String(text));
        for (const each of more) if (typeof each === 'function') each();
        return true;
      }),
    );
    const place = ['--region', 'us-east-1', '--endpoint-url', endpoint];
    const code = await world
      .whilePlaying(() => main(['dev', file, ...words, ...place]))
      .finally(() => {
        for (const spy of spies) spy.mockRestore();
      });
    return { code, printed };
  }

  return {
    ...world,
    text,
    live,
    folder,
    file,
    built,
    dev: (...words: string[]) => world.tellAws('dev', file, ...words),
  };
}

const MINUTE = 60_000;

/** Its alias is called once a minute by whoever it is of: what serves then logs it, and fails it where it is bad. */
export function callEachMinute(
  { world: { aws } }: Pick<Standing, 'world'>,
  alias: string,
  bad: readonly string[] = [],
): void {
  const digests = bad.map((path) => createHash('sha256').update(zipFolder(path)).digest('base64'));
  const found = () => aws.lambda.find('shop', developers);
  const servesAt = (at: number) => {
    const { shifts, versions } = found();
    const last = shifts.filter((each) => each.name === alias && each.at <= at).at(-1);
    return versions.find(({ number }) => number === last?.version);
  };
  const minutes = (from: number, to: number) => {
    const first = Math.ceil(from / MINUTE) * MINUTE;
    return Array.from(
      { length: Math.max(0, Math.ceil((to - first) / MINUTE)) },
      (_, at) => first + at * MINUTE,
    );
  };
  const isBad = (sha256: string) => digests.includes(sha256);
  const metric = (name: string) => ({
    namespace: 'AWS/Lambda',
    name,
    dimensions: { FunctionName: 'shop', Resource: `shop:${alias}` },
  });
  const counted = (value: (sha256: string) => number) => (from: number, to: number) =>
    minutes(from, to).flatMap((at) => {
      const version = servesAt(at);
      return version ? [{ at, value: value(version.code.sha256) }] : [];
    });
  const { metrics } = aws.cloudWatch;
  metrics.source(
    metric('Invocations'),
    counted(() => 1),
    developers,
  );
  metrics.source(
    metric('Errors'),
    counted((sha256) => (isBad(sha256) ? 1 : 0)),
    developers,
  );
  aws.logs.feed(developers, '/aws/lambda/shop', (from, until) =>
    minutes(from, until).flatMap((at) => {
      const version = servesAt(at);
      if (version === undefined) return [];
      const stream = `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version.number}]${alias}`;
      const said = isBad(version.code.sha256)
        ? 'ERROR the order is lost'
        : 'INFO the order is placed';
      return [{ stream, at: at + 5, text: `${said} by ${alias}\n` }];
    }),
  );
}
