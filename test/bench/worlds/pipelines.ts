// A release that takes five days: seven waves of eleven targets, watched by thirty alarms.

const LAMBDA = '{ function: checkout, alias: live, application: checkout, deploymentGroup: NAME }';
const DIMENSIONS = '{ FunctionName: checkout }';

const REGIONS = [
  ['eu-west-1'],
  ['us-east-1', 'ap-southeast-2'],
  ['us-west-2', 'eu-central-1', 'ap-northeast-1'],
];

function targetIn(name: string, account: string, region: string): string {
  const alarms = ['errors', 'latency', 'throttles'].map((kind) => `checkout-${kind}-${name}`);
  return `
          - name: ${name}
            account: "${account}"
            region: ${region}
            lambda: ${LAMBDA.replace('NAME', name)}
            alarms: [${alarms.join(', ')}]
            dataPoints: { namespace: AWS/Lambda, metric: Invocations, dimensions: ${DIMENSIONS}, atLeast: 20 }`;
}

const waves = REGIONS.map(
  (regions, index) => `
      - name: wave-${index + 2}
        targets:${regions.map((region) => targetIn(region, '333344445555', region)).join('')}`,
);

export const fiveDays = `
pipeline: checkout
source: { project: checkout-build }
stages:
  - name: verify
    tests: [{ name: package, project: checkout-package-check }]
  - name: gamma
    targets:${targetIn('gamma', '222233334444', 'us-east-1')}
    tests: [{ name: end-to-end, project: checkout-gamma-tests }]
    bake: { for: 30m }
  - name: prod
    bake: { for: 36h }
    waves:
      - name: one-box
        bake: { for: 12h }
        targets:${targetIn('one-box', '333344445555', 'eu-north-1')}${waves.join('')}
`;

/** One release, two targets. */
export const small = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 10m }
    waves:
      - name: one-box
        targets:
          - { name: one-box, account: "111122223333", region: us-east-1, alarms: [one-box-errors],
              lambda: { function: shop, alias: live, application: shop, deploymentGroup: one-box } }
      - name: rest
        targets:
          - { name: rest, account: "111122223333", region: eu-west-1, alarms: [rest-errors],
              lambda: { function: shop, alias: live, application: shop, deploymentGroup: rest } }
`;

export const good = { baseline: 'before', builds: [{ at: '0s', revision: 'good' }] };
