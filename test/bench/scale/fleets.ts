// Fleets of thousands of functions, in waves; and scenarios that promote a release there, or take it back.

interface Fleet {
  readonly targets: number;
  readonly waves: number;
  readonly pipeline?: string;
  /** As pipelines say it: `95%`. */
  readonly minHealthy?: string;
}

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2', 'us-west-2', 'eu-central-1'];

/** Each wave has as many targets as the next, each a function with an alarm of its own. */
export function fleet({ targets, waves, pipeline = 'fleet', minHealthy }: Fleet): string {
  const all = Array.from({ length: targets }, (_, index) => index);
  const listed = Array.from({ length: waves }, (_, wave) => {
    const own = all.slice((wave * targets) / waves, ((wave + 1) * targets) / waves);
    return `      - name: wave-${wave + 1}\n        targets:\n${own.map((index) => targetOf(pipeline, index, minHealthy !== undefined)).join('\n')}`;
  });
  return `pipeline: ${pipeline}
source: { project: ${pipeline}-build, branches: [main] }
stages:
  - name: prod${minHealthy ? `\n    minHealthy: ${minHealthy}` : ''}
    bake: { for: 30m, judge: { mode: off } }
    waves:
${listed.join('\n')}
`;
}

/** Where some may fail, every fiftieth is one that CodeDeploy shifts. */
function targetOf(pipeline: string, index: number, mayFail: boolean): string {
  const name = `${pipeline}-${index}`;
  const region = REGIONS[index % REGIONS.length];
  const lambda = `function: ${name}, alias: live`;
  const how =
    mayFail && isByGroup(index)
      ? `lambda: { ${lambda}, application: fleet, deploymentGroup: ${name} }`
      : `lambda: { ${lambda} }, strategy: all-at-once`;
  return `          - { name: ${name}, account: "111111111111", region: ${region}, alarms: [${name}], ${how} }`;
}

export const promoted = { baseline: 'before', builds: [{ at: '0s', revision: 'good' }] };

/** An alarm fires ten minutes into the bake of its wave. */
export function takenBack(target: string) {
  return {
    baseline: 'before',
    builds: [{ at: '0s', revision: 'bad' }],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target, after: '10m' }],
  };
}

/** CodeDeploy fails at every fiftieth target. */
export function partly(targets: number) {
  const all = Array.from({ length: targets }, (_, index) => index).filter(isByGroup);
  return {
    ...promoted,
    misbehaviours: all.map((index) => ({
      ...{ how: 'deployment', revision: 'good', target: `fleet-${index}`, times: 9 },
    })),
  };
}

/** Of those a deployment can fail for reasons of the platform. */
function isByGroup(index: number): boolean {
  return index % 50 === 7;
}
