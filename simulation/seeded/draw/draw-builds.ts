// Random builds: of what is released, of what is not meant, at random times.

import type { ScenarioInput } from '../../world/scenario.ts';
import type { Draws } from './draws.ts';

type Build = NonNullable<ScenarioInput['builds']>[number];

export interface DrawnBuilds {
  readonly pipelines: readonly string[];
  readonly builds: readonly Build[];
  readonly revisions: readonly string[];
  readonly lastBuildMinute: number;
}

/** The file of another pipeline in the same world, and its name. */
export const NEIGHBOUR_FILE = 'depot.yml';
export const NEIGHBOUR_NAME = 'depot';

/** The file of an event that is believed as it is. */
export const EVENT_FILE = 'build-event.json';

export function drawBuilds(draws: Draws): DrawnBuilds {
  let minute = 0;
  const revisions: string[] = [];
  const builds = Array.from({ length: draws.pick([1, 1, 1, 2, 2, 3]) }, (_, index): Build => {
    const revision =
      index > 0 && draws.chance(0.1) ? draws.pick(revisions) : `r${revisions.length + 1}`;
    if (!revisions.includes(revision)) revisions.push(revision);
    const build = drawBuild(draws, `${minute}m`, revision);
    minute += draws.pick([0, 1, 3, 10, 30]);
    return build;
  });
  const event = draws.chance(0.03) ? [{ at: `${minute}m`, event: EVENT_FILE }] : [];
  const retried = draws.of('retry of a build');
  const [first] = builds;
  const retry: Build[] =
    retried.chance(0.05) && first?.revision !== undefined
      ? [
          {
            at: `${retried.between(3, 60)}m`,
            retryOf: first.revision,
            ...(first.pipeline && { pipeline: first.pipeline }),
          },
        ]
      : [];
  const neighbour = draws.chance(0.06)
    ? [{ at: draws.minutes(0, 9), revision: 'd1', pipeline: NEIGHBOUR_NAME }]
    : [];
  return {
    pipelines: neighbour.length > 0 ? [NEIGHBOUR_FILE] : [],
    builds: [...builds, ...event, ...neighbour, ...retry],
    revisions,
    lastBuildMinute: minute,
  };
}

function drawBuild(draws: Draws, at: string, revision: string): Build {
  const batch = draws.chance(0.04) && { batch: 'nightly' };
  return {
    at,
    revision,
    ...(draws.chance(0.15) && { takes: draws.pick(['20s', '5m', '40m']) }),
    ...(draws.chance(0.05) && { commit: 'one-commit' }),
    ...(draws.chance(0.06) && { branch: draws.pick(['main', 'release/1', 'try']) }),
    ...(draws.chance(0.04) && { pullRequest: draws.between(1, 9) }),
    // A stream of its own, so that what else was drawn stays.
    ...(draws.of(`bare ${at} ${revision}`).chance(0.05) && { bareCommit: true }),
    ...(draws.of(`starter ${at} ${revision}`).chance(0.03) && { startedBy: 'ada' }),
    ...batch,
    ...(draws.chance(0.05) && { key: 'shop-build/latest.zip' }),
    ...(draws.chance(0.04) && { override: true }),
    ...(draws.of('author').chance(0.05) && { author: 'ada@example.com' }),
    ...(draws.chance(0.06) && { changes: [draws.pick(['services/shop/cart.ts', 'README.md'])] }),
    ...(draws.chance(0.05) && { pipeline: 'shop' }),
    ...(draws.chance(0.08) && {
      status: draws.pick(['SUCCEEDED', 'FAILED', 'STOPPED', 'FAULT', 'TIMED_OUT'] as const),
    }),
  };
}

/** Some builds of a repository that is listened to are only pushed, where nothing else is said of how they began. */
export function pushedNow(draws: Draws, builds: readonly Build[]): Build[] {
  const plain = ({
    batch,
    pullRequest,
    override,
    key,
    bareCommit,
    startedBy,
    event,
    pipeline,
    retryOf,
    revision,
  }: Build) =>
    [batch, pullRequest, override, key, bareCommit, startedBy, event, pipeline, retryOf].every(
      (word) => word === undefined,
    ) && !builds.some((each) => each.retryOf !== undefined && each.retryOf === revision);
  return builds.map((build) =>
    plain(build) && draws.of(`pushed ${build.at} ${build.revision}`).chance(0.5)
      ? { ...build, pushed: true }
      : build,
  );
}

/** Where the project gets what it builds from, if it is not CodeCommit. */
export function drawSources(draws: Draws): NonNullable<ScenarioInput['sources']> {
  if (!draws.chance(0.08)) return [];
  return [
    {
      type: draws.pick([
        'GITHUB',
        'GITHUB_ENTERPRISE',
        'GITLAB',
        'GITLAB_SELF_MANAGED',
        'BITBUCKET',
      ] as const),
      ...(draws.chance(0.3) && { pipeline: 'shop' }),
      ...(draws.chance(0.6) && {
        webhook: draws.pick([[], ['^refs/heads/(main|release/[^/]+)$']]),
      }),
    },
  ];
}
