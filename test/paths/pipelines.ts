// Small pipelines for the paths: as few stages as show what is tried.

const ACCOUNT = '"111122223333"';
const MEMBER = '"222233334444"';

interface TargetOptions {
  readonly account?: string;
  readonly region?: string;
  readonly alarms?: readonly string[];
  readonly atLeast?: number;
  readonly ec2?: boolean;
}

/** A target in YAML's flow form. */
export function target(name: string, options: TargetOptions = {}): string {
  const { account = ACCOUNT, region = 'us-east-1', alarms, atLeast, ec2 = false } = options;
  const group = `application: shop, deploymentGroup: ${name}`;
  const place = ec2
    ? `ec2: { ${group} }`
    : `lambda: { function: shop-${name}, alias: live, ${group} }`;
  const points =
    atLeast === undefined
      ? ''
      : `, dataPoints: { namespace: Shop, metric: Requests, dimensions: { Target: ${name} }, atLeast: ${atLeast} }`;
  const watched = (alarms ?? [`${name}-errors`]).join(', ');
  return `{ name: ${name}, account: ${account}, region: ${region}, ${place}, alarms: [${watched}]${points} }`;
}

export const test = (name: string) => `{ name: ${name}, project: shop-${name}, timeout: 30m }`;

const head = 'pipeline: shop\nsource: { project: shop-build }\n';

/** One stage of one wave of one target that bakes: what most edges need. */
export const oneTarget = ({
  more = '',
  pipeline = '',
  bake = '{ for: 10m }',
  of = target('live'),
}: {
  readonly more?: string;
  readonly pipeline?: string;
  readonly bake?: string;
  readonly of?: string;
} = {}) => `${head}${pipeline}
stages:
  - { name: prod, targets: [${of}], bake: ${bake} ${more && `, ${more}`} }
`;

/** verify, beta and gamma with a test each, then two production waves, one of them of two targets. */
export const wholeWay = (more = '') => `${head}
stages:
  - { name: verify, tests: [${test('package')}] }
  - { name: beta, targets: [${target('beta')}], tests: [${test('destructive')}] }
  - { name: gamma, targets: [${target('gamma', { account: MEMBER })}], tests: [${test('journey')}], bake: { for: 5m } }
  - name: prod
    bake: { for: 10m }
    ${more}
    waves:
      - { name: one-box, targets: [${target('one-box')}] }
      - { name: rest, targets: [${target('west')}, ${target('east', { ec2: true })}, ${target('south', { account: MEMBER, region: 'eu-west-1' })}] }
`;

export const build = (revision: string, at = '10m') => ({ at, revision });
