// Random tests of a stage: of every kind, and now and then a consumer's.

import type { StageInput } from '../../../core/pipeline/schema.ts';
import type { Draws } from './draws.ts';

/** A stage whose targets can all go back by themselves, and are watched, is drilled now and then. */
export function withDrill(draws: Draws, stage: StageInput): StageInput {
  const targets = stage.targets ?? stage.waves?.flatMap((wave) => wave.targets) ?? [];
  const isFit = targets.every(
    ({ alarms = [], dataPoints, stack, job }) =>
      (alarms.length > 0 || dataPoints !== undefined) &&
      stack === undefined &&
      (job === undefined || job.rollback !== undefined),
  );
  if (!isFit || targets.length === 0 || !draws.chance(0.1)) return stage;
  const drill = { name: 'way-back', drill: draws.minutes(2, 12) };
  return { ...stage, tests: [...(stage.tests ?? []), drill] };
}

export function drawTests(draws: Draws, name: string): NonNullable<StageInput['tests']> {
  return draws.some(name === 'verify' ? 1 : 2, (index) => ({
    name: `check-${index}`,
    ...drawElsewhere(
      draws.of(`elsewhere ${index}`),
      drawRunner(draws.of(`runner ${index}`), `shop-${name}-${index}`),
    ),
    timeout: draws.minutes(5, 30),
    ...drawContract(draws.of(`contract ${index}`)),
    ...(draws.chance(0.3) && {
      retries: { infrastructure: draws.between(0, 2), assertions: draws.between(0, 1) },
    }),
  }));
}

/** A consumer's test, now and then. */
function drawContract(draws: Draws) {
  if (!draws.chance(0.06)) return {};
  const contact = draws.chance(0.5) && { contact: '#team-basket' };
  return { contract: { consumer: 'basket', owner: 'team-basket', ...contact } };
}

/** What runs in AWS may be in another account or region, now and then. */
function drawElsewhere<Runner extends object>(draws: Draws, runner: Runner) {
  if ('https' in runner || !draws.chance(0.15)) return runner;
  const account = draws.chance(0.7) && { account: '444455556666' };
  const region = (!account || draws.chance(0.5)) && { region: 'eu-west-1' };
  return { ...runner, ...account, ...region };
}

/** What runs a test. */
function drawRunner(draws: Draws, what: string) {
  if (draws.chance(0.3)) return { lambda: what };
  const own = draws.of('canaries');
  if (own.chance(0.1)) return { synthetics: own.chance(0.5) ? what : [what, `${what}-pay`] };
  if (draws.of('experiment').chance(0.08)) return { experiment: `EXT${what.replaceAll('-', '')}` };
  if (!draws.of('outside').chance(0.15)) return { project: what };
  return { https: { url: `https://${what}.example.com/runs`, secret: `/tidegate/local/${what}` } };
}
