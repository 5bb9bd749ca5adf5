// A stage of one's own whose team releases several parts: exactly what was built, and each digest once.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listReleases } from '../../../flows/find-release.ts';
import { artifactBucket } from '../../../simulation/world/place.ts';
import { callEachMinute, developers, team } from './team.ts';

const target = (name: string, account: string, part: string) => `
      - name: ${name}
        account: "${account}"
        region: us-east-1
        part: ${part}
        lambda: { function: ${part === 'api' ? 'shop' : 'shelf'}, alias: live }
        strategy: all-at-once
        alarms: [${name}-errors]`;

const all = await team(`
pipeline: shop
source: { project: shop-build, artifacts: { api: package, web: pages } }
stages:
  - name: beta
    targets:${target('beta-api', developers.account, 'api')}${target('beta-web', developers.account, 'web')}
  - name: prod
    targets:${target('api', '222233334444', 'api')}${target('web', '222233334444', 'web')}
`);
const { world, dev, built, close } = all;
callEachMinute(all, 'dev-ada');

afterAll(close);

const api = built('api');
const web = built('web');
const bring = () => dev('--as', 'ada', '--artifact', `api=${api}`, '--artifact', `web=${web}`);
const change = (folder: string, says: string) =>
  writeFileSync(join(folder, 'index.js'), `exports.handler = async () => '${says}';\n`);
const versionsOf = async (part: string) => {
  const key = `tidegate-dev/shop/ada/${part}.zip`;
  return (await world.onlooker.artifacts.versions(developers, artifactBucket, key)).length;
};
const partsOf = async () =>
  (await listReleases(world.onlooker, 'shop-dev-ada'))
    .filter(({ rollback }) => rollback === undefined)
    .map(({ revision }) => [revision.parts?.api?.digest, revision.parts?.web?.digest])
    .reverse();

test('only parts that have changed are put, and no release mixes bytes of two builds', async () => {
  await bring();
  expect(await Promise.all(['api', 'web'].map(versionsOf))).toEqual([1, 1]);

  change(web, 'two');
  await bring();
  expect(await Promise.all(['api', 'web'].map(versionsOf))).toEqual([1, 2]);

  change(api, 'three');
  change(web, 'three');
  await bring();
  expect(await Promise.all(['api', 'web'].map(versionsOf))).toEqual([2, 3]);

  const [one, two, three, ...more] = await partsOf();
  expect(more).toEqual([]);
  expect(two?.[0]).toBe(one?.[0]);
  expect(two?.[1]).not.toBe(one?.[1]);
  expect(new Set([one?.[0], three?.[0]]).size).toBe(2);
  expect(new Set([one?.[1], two?.[1], three?.[1]]).size).toBe(3);
}, 120_000);
