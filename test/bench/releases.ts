// What one deployment with a bake costs: Tidegate's, played, beside machines that others have published, walked.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { play } from '../paths/played.ts';
import { PEERS, walk } from './peers.ts';

type Print = (columns: readonly string[]) => void;

/** By the clock they come for all releases together, and are no release's own. */
const BY_CLOCK = ['Sweep', 'FindBuilds', 'SealLedgers'];

export async function compareReleases(print: Print): Promise<void> {
  print(['one deployment that bakes for an hour', 'transitions', 'functions', 'metrics']);
  for (const peer of PEERS) {
    const { transitions, invocations } = await walk(peer);
    print([peer.name, `${transitions}`, `${invocations}`, '-']);
  }
  for (const bake of ['60m', '12h']) {
    const { transitions, invocations, metrics } = await played(oneTarget(bake), 1);
    print([`Tidegate, watched for ${bake}`, `${transitions}`, `${invocations}`, `${metrics}`]);
  }
  const { transitions, history } = await played(threeWaves(90), 270);
  print(['Tidegate, 270 targets in 3 waves', `${transitions}`, `${(history * 100).toFixed(1)}%`]);
  const alarm = await fromAlarm();
  print(['from an alarm to the first call back', 'transitions', 'functions', 'seconds']);
  print(['', `${alarm.transitions}`, `${alarm.functions}`, alarm.seconds.toFixed(1)]);
}

const ALARM_SECONDS = 2_400;
const OF_A_ROLLBACK = ['FinishWave', 'PlanRollback', 'RollBackTarget'];

/** From an alarm in a bake to the first call that takes something back. */
export async function fromAlarm() {
  const { executions, calls, world } = await play(oneTarget('60m'), {
    baseline: 'old',
    builds: [{ at: '10m', revision: 'new' }],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: `${ALARM_SECONDS}s` }],
  });
  const first = calls.find(
    ({ at, service, operation }) =>
      at >= ALARM_SECONDS && service === 'codedeploy' && operation === 'CreateDeployment',
  );
  await world.close();
  if (first === undefined) throw new Error('Expected a rollback, got none.');
  const states = executions
    .flatMap(({ visits }) => visits)
    .filter(({ at }) => at >= ALARM_SECONDS && at <= first.at);
  const called = states.filter(({ state }) => OF_A_ROLLBACK.includes(state));
  // OnAlarm is called by no state.
  return {
    transitions: states.length,
    functions: 1 + called.length,
    seconds: first.at - ALARM_SECONDS,
  };
}

export async function played(text: string, targets: number) {
  const pipeline = parsePipeline(text, 'bench.yml');
  const scenario = 'baseline: old\nbuilds: [{ at: 10m, revision: new }]\n';
  const world = await makeWorld({
    pipelines: [pipeline],
    scenario: parseScenario(scenario, 'scenario.yml', [pipeline]),
    seed: 1,
    readFile: () => '',
    transport: 'direct',
    tables: 'memory',
  });
  await world.play();
  const { aws, truth } = world;
  if (world.targets.length !== targets || world.targets.some((it) => truth.runningOn(it) !== 'new'))
    throw new Error('Expected the release to be promoted, got another end.');
  const { transitions, maxHistoryEvents } = aws.stepFunctions.statistics();
  const { byFunction } = aws.lambda.statistics();
  const own = Object.entries(byFunction).filter(
    ([name]) => !BY_CLOCK.some((each) => name.endsWith(`-${each}`)),
  );
  const invocations = own.reduce((sum, [, count]) => sum + count, 0);
  const { metrics } = aws.statistics().metricReads;
  await world.close();
  return { transitions, invocations, metrics, history: maxHistoryEvents / 25_000 };
}

function target(name: string): string {
  return `{ name: ${name}, account: "111122223333", region: eu-west-1, lambda: { function: ${name}, alias: live, application: shop, deploymentGroup: ${name} }, alarms: [${name}-errors] }`;
}

export function oneTarget(bake: string): string {
  return `pipeline: shop\nsource: { project: build }\nstages: [{ name: prod, targets: [${target('live')}], bake: { for: ${bake} } }]\n`;
}

export function threeWaves(size: number): string {
  const waves = [1, 2, 3].map((wave) => {
    const targets = Array.from({ length: size }, (_, at) => target(`w${wave}-${at}`));
    return `{ name: wave-${wave}, targets: [${targets.join(', ')}] }`;
  });
  return `pipeline: shop\nsource: { project: build }\nstages: [{ name: prod, bake: { for: 60m }, waves: [${waves.join(', ')}] }]\n`;
}
