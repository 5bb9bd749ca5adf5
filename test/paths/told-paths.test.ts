// What buildspecs tell of changed paths: what a build changed that came to nothing is in the next one too.

import { commitOf, event } from './build-events.ts';
import { oneTarget } from './pipelines.ts';
import { play } from './played.ts';

interface Told {
  readonly number: number;
  readonly status?: string;
  readonly branch?: string;
  /** Undefined where it tells nothing. */
  readonly paths?: string;
}

function telling({ number, status = 'SUCCEEDED', branch = 'main', paths }: Told): string {
  const sourceVersion = `refs/heads/${branch}^{${commitOf(number)}}`;
  const raw = JSON.parse(event({ number, status, sourceVersion }));
  const information = raw.detail['additional-information'];
  information['build-start-time'] = `Nov 23, 2026 ${8 + number}:58:00 AM`;
  if (paths !== undefined)
    information['exported-environment-variables'] = [
      { name: 'TIDEGATE_CHANGED_PATHS', value: paths },
    ];
  return JSON.stringify(raw);
}

const pipeline = oneTarget().replace(
  'source: { project: shop-build }',
  'source: { project: shop-build, paths: ["a/**"] }',
);

/** The builds, an hour apart, and which of them were promoted. */
async function promotedOf(...builds: Omit<Told, 'number'>[]) {
  const told = builds.map((each, index) => telling({ ...each, number: index + 1 }));
  const { report } = await play(
    pipeline,
    {
      baseline: 'old',
      builds: told.map((_, index) => ({
        at: `${1 + index}h`,
        event: `event-${index}`,
        revision: `r${index + 1}`,
      })),
    },
    { files: Object.fromEntries(told.map((text, index) => [`event-${index}`, text])) },
  );
  return report.releases.map(({ revision }) => revision);
}

const FAILED = 'FAILED';

test.each<[string, Omit<Told, 'number'>[], string[]]>([
  ['its own change', [{ paths: 'b/x' }, { paths: 'a/x' }], ['r2']],
  ['a failed build’s change', [{ paths: 'a/x', status: FAILED }, { paths: 'b/x' }], ['r2']],
  [
    'that change once: it was released',
    [{ paths: 'a/x', status: FAILED }, { paths: 'b/x' }, { paths: 'b/y' }],
    ['r2'],
  ],
  ['a released build’s change no more', [{ paths: 'a/x' }, { paths: 'b/x' }], ['r1']],
  [
    'no change of another branch',
    [{ paths: 'a/x', status: FAILED, branch: 'feature' }, { paths: 'b/x' }],
    [],
  ],
  ['what a failed build does not tell', [{ status: FAILED }, { paths: 'b/x' }], ['r2']],
])('a build has %s', async (_what, builds, promoted) => {
  expect(await promotedOf(...builds)).toEqual(promoted);
});
