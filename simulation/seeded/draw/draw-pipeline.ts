// A random pipeline: every key that one may have. Most are small, so that many can be played.

import type { PipelineInput, StageInput, WaveInput } from '../../../core/pipeline/schema.ts';
import { NEIGHBOUR_NAME } from './draw-builds.ts';
import { drawHooks } from './draw-hooks.ts';
import { drawHours } from './draw-hours.ts';
import { drawMessages } from './draw-messages.ts';
import { drawKept } from './draw-metric.ts';
import { withMinHealthy } from './draw-min-healthy.ts';
import { drawMute } from './draw-mute.ts';
import { inSlices, isInSlices } from './draw-slices.ts';
import { drawTarget, type TargetWishes } from './draw-target.ts';
import { drawTests, withDrill } from './draw-tests.ts';
import type { Draws } from './draws.ts';

/** The template that a pipeline may extend, by the name of its file. */
export const TEMPLATE_FILE = 'template.yml';
export const TEMPLATE = {
  template: 'standard',
  version: 1,
  stages: [{ name: 'prod', deployTimeout: '20m' }],
};

export function drawPipeline(draws: Draws): PipelineInput {
  const isLarge = draws.chance(0.1);
  const names = draws.pick([
    ['prod'],
    ['beta', 'prod'],
    ['verify', 'prod'],
    ['verify', 'beta', 'prod'],
  ]);
  const stages = names.slice(isLarge ? 0 : -2).map((name) => {
    const own = draws.of(`stage ${name}`);
    const drawn = drawStage(own, name, isLarge);
    const parts = inSlices(own.of('slices'), drawn, (by, of) =>
      drawTarget(by, { name: of, ...wishesOf(drawn) }),
    );
    const stage = withMinHealthy(own.of('min healthy'), parts);
    return withDrill(own.of('drill'), stage);
  });
  // They have more of what may be left behind.
  const isSliced = stages.some(isInSlices);
  return {
    pipeline: 'shop',
    ...(draws.chance(0.1) && { owner: 'team-shop', contact: '#team-shop' }),
    ...(draws.chance(0.1) && { extends: { template: TEMPLATE_FILE, version: 1 } }),
    source: drawSource(draws.of('source')),
    ...(draws.chance(0.1) && { neverTogether: [['eu-north-1', 'us-west-2']] }),
    gateTimeout: draws.pick(['2h', '1d']),
    ...drawMode(draws.of('mode'), 0.1),
    alarmsClearWithin: draws.pick(['5m', '20m']),
    ...(draws.chance(0.05) && { waivers: [WAIVER] }),
    ...drawDependency(draws.of('dependsOn')),
    ...(draws.of('away').chance(isSliced ? 0.5 : 0.08) && {
      skipUnreachableAfter: draws.pick(['5m', '20m']),
    }),
    ...(draws.chance(0.03) && { spentBudget: draws.pick(['wait', 'go'] as const) }),
    ...drawFloor(draws.of('rollbackFloor')),
    ...drawFixLane(draws.of('fixLane')),
    ...drawHooks(draws.of('hooks')),
    ...drawMessages(draws.of('messages')),
    ...drawMute(draws.of('mute')),
    stages,
  };
}

/** On the other pipeline of the same world, which is there now and then. */
function drawDependency(draws: Draws): Pick<PipelineInput, 'dependsOn'> {
  if (!draws.chance(0.02)) return {};
  return { dependsOn: [{ service: NEIGHBOUR_NAME, atLeast: 1, baked: draws.chance(0.5) }] };
}

/** Below which nothing lies, as a rule, or all that was there before. */
function drawFloor(draws: Draws): Pick<PipelineInput, 'rollbackFloor'> {
  return draws.chance(0.04) ? { rollbackFloor: draws.pick([1, 2]) } : {};
}

/** How a release goes that somebody marks as a fix. */
function drawFixLane(draws: Draws): Pick<PipelineInput, 'fixLane'> {
  if (!draws.chance(0.06)) return {};
  return {
    fixLane: {
      hours: draws.pick(['usual', 'any'] as const),
      ...(draws.chance(0.5) && { bake: draws.pick(['5m', '1h']) }),
      ...(draws.chance(0.3) && { approvals: { by: ['ops'], quorum: 1, expires: '2h' } }),
    },
  };
}

const WAIVER = {
  rule: 'one-box-first',
  owner: 'team-shop',
  reason: 'a small service',
  expires: '2027-01-31',
};

function drawSource(draws: Draws): PipelineInput['source'] {
  const elsewhere = draws.chance(0.05) && { account: '222233334444', region: 'eu-west-1' };
  return {
    project: 'shop-build',
    ...elsewhere,
    // A stream of its own, so that what else was drawn stays.
    ...(!elsewhere && draws.of('repository').chance(0.06) && { repository: 'shop' }),
    ...(draws.of('code pipeline').chance(0.03) && { codePipeline: 'shop-source' }),
    ...(draws.chance(0.1) && { branches: ['main', 'release/*'] }),
    ...(draws.chance(0.1) && { tags: ['v*'] }),
    ...(draws.chance(0.02) && { paths: ['services/shop/**'] }),
    ...(draws.chance(0.02) && { artifact: 'package' }),
    ...(draws.chance(0.1) && { pullRequests: draws.chance(0.5) }),
    ...(draws.chance(0.1) && { overrides: draws.chance(0.5) }),
  };
}

/** One of tests alone, of targets, of a planner's waves, or of waves that are written. */
function drawStage(draws: Draws, name: string, isLarge: boolean): StageInput {
  const tests = drawTests(draws, name);
  const answer = drawAnswer(draws.of('answers of tests'));
  if (name === 'verify')
    return { name, tests: tests.length > 0 ? tests : [PACKAGE_CHECK], ...answer };
  const isPlanned = draws.chance(0.12);
  const bake = isPlanned ? undefined : drawBake(draws, isLarge);
  const wishes = isPlanned ? { bakeMinutes: 2, isJudged: false } : wishesOf({ bake });
  const targets = (wave: string, most: number) =>
    Array.from({ length: draws.between(1, most) }, (_, index) =>
      drawTarget(draws.of(`${wave} ${index}`), { name: `${name}-${wave}${index}`, ...wishes }),
    );
  return {
    name,
    ...placed(draws, { isPlanned, bake, targets, isLarge }),
    ...(tests.length > 0 && { tests }),
    ...answer,
    ...(draws.chance(0.3) && { onBakeFailure: draws.pick(['rollBack', 'stop'] as const) }),
    ...(draws.chance(0.4) && { rollback: draws.pick(['wave', 'release'] as const) }),
    ...(draws.chance(0.3) && { retries: draws.between(0, 2) }),
    deployTimeout: draws.pick(['10m', '20m']),
    ...drawMode(draws.of('mode'), 0.05),
    ...(draws.chance(0.02) && { scaleUnit: 'unit-a' }),
    ...drawHours(draws.of('hours'), 0.05),
    ...drawApprovals(draws.of('approvals')),
  };
}

/** What its targets must have. */
function wishesOf({ bake }: Pick<StageInput, 'bake'>): Omit<TargetWishes, 'name'> {
  return {
    bakeMinutes: bake && minutesOf(bake),
    isJudged: bake !== undefined && bake.judge?.mode !== 'off',
  };
}

/** For so long a person is waited for where its tests say nothing. */
function drawAnswer(draws: Draws): Pick<StageInput, 'answerWithin'> {
  return draws.chance(0.6) ? { answerWithin: draws.minutes(0, 20) } : {};
}

function drawMode(draws: Draws, chance: number): Pick<StageInput, 'mode'> {
  return draws.chance(chance) ? { mode: draws.pick(['newest', 'queue'] as const) } : {};
}

/** By a role of the policy, which is there now and then: else nobody may approve. */
function drawApprovals(draws: Draws): Pick<StageInput, 'approvals'> {
  if (!draws.chance(0.02)) return {};
  const more = draws.chance(0.5) && { quorum: 1, expires: '2h' };
  return { approvals: { by: ['release-manager'], ...more } };
}

const PACKAGE_CHECK = { name: 'package', project: 'shop-package', timeout: '10m' };

interface Parts {
  readonly isPlanned: boolean;
  readonly bake: Bake | undefined;
  readonly targets: (wave: string, most: number) => NonNullable<StageInput['targets']>;
  readonly isLarge: boolean;
}

/** A wave changes only what may change together: in the planner's hands, or in waves of their own. */
function placed(draws: Draws, { isPlanned, bake, targets, isLarge }: Parts): Partial<StageInput> {
  const most = isLarge ? 3 : 2;
  if (isPlanned)
    return {
      targets: targets('t', most),
      planner: {
        largestPercent: draws.between(50, 100),
        oneBoxPercent: draws.between(20, 50),
        growth: draws.pick([1.5, 2, 4]),
        bakes: { oneBox: '3m', firstRegion: '3m', later: '2m' },
      },
    };
  if (draws.chance(0.5)) return { targets: targets('t', most), ...(bake && { bake }) };
  const waves = Array.from({ length: draws.between(1, isLarge ? 3 : 2) }, (_, index): WaveInput => {
    const isOwn = bake !== undefined && draws.chance(0.3);
    const own = isOwn && { bake: { ...bake, for: draws.minutes(minutesOf(bake), 12) } };
    const hours = {
      ...drawHours(draws.of(`hours ${index}`), 0.05),
      ...(draws.chance(0.02) && { scaleUnit: 'unit-b' }),
    };
    return { name: `wave-${index}`, targets: targets(`w${index}`, most), ...own, ...hours };
  });
  return { waves, ...(bake && { bake }) };
}

type Bake = NonNullable<StageInput['bake']>;

function drawBake(draws: Draws, isLarge: boolean): Bake | undefined {
  if (draws.chance(0.15)) return undefined;
  const answers = draws.of('answers');
  return {
    ...(answers.chance(0.5) && { answerWithin: answers.minutes(0, 20) }),
    for: draws.minutes(2, isLarge ? 30 : 6),
    ...(draws.chance(0.4) && { extendBy: draws.minutes(1, 10) }),
    judge: drawJudge(draws, isLarge),
    ...(draws.chance(0.1) && { traffic: drawTraffic(draws.of('traffic')) }),
    ...drawLoad(draws.of('load')),
  };
}

function drawTraffic(draws: Draws): NonNullable<Bake['traffic']> {
  const kept = drawKept(draws);
  return Object.keys(kept).length > 0 ? { project: 'shop-traffic', ...kept } : 'shop-traffic';
}

function drawLoad(draws: Draws): Pick<Bake, 'load'> {
  if (!draws.chance(0.12)) return {};
  if (draws.chance(0.4)) return { load: 'shop-load' };
  const required = draws.chance(0.7) && { required: draws.chance(0.6) };
  const own = draws.of('elsewhere');
  const account = own.chance(0.2) && { account: '444455556666' };
  const region = own.chance(0.2) && { region: 'eu-west-1' };
  return { load: { project: 'shop-load', ...required, ...account, ...region } };
}

function drawJudge(draws: Draws, isLarge: boolean): NonNullable<Bake['judge']> {
  const sensitivities = ['quiet', 'normal', 'sensitive'] as const;
  if (!isLarge || draws.chance(0.3)) return { mode: 'off' };
  return {
    mode: draws.pick(['act', 'shadow'] as const),
    sensitivity: draws.pick(sensitivities),
    ...(draws.chance(0.5) && {
      shadow: [...new Set([draws.pick(sensitivities), 'sensitive' as const])],
    }),
    ...(draws.chance(0.2) && { insights: true }),
  };
}

function minutesOf(bake: Bake): number {
  return Number(bake.for.replace('m', ''));
}
