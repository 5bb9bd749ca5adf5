// Every adapter's requests are signed with the SDK's own signer, for the service and region they go to, whatever was
// called before: clients are kept and shared, so that one call could spoil the next.

import { keys } from '../../core/keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { AdaptedPorts, Ports } from '../../flows/ports.ts';
import { adapters, home, now, openMember } from './played.ts';

const elsewhere = { account: '222233334444', region: 'eu-west-1' };
const span = { from: new Date(now.getTime() - 3_600_000), to: now, periodSeconds: 60 };
const artifact = { bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: '"e"' };
const machine = 'arn:aws:states:us-east-1:111122223333:execution:release:none';
const entity = { service: { name: 'shop', type: 'AWS::Lambda::Function' } };

const SERVICE: Omit<TargetOf<'ecs'>, 'account' | 'region'> = {
  name: 'shop',
  ecs: { cluster: 'shop', service: 'shop' },
  strategy: 'rolling',
  alarms: [],
};

type Call = (ports: Ports, place: typeof home) => Promise<unknown>;

/** A call of each service, by what its signature must name. Whether it succeeds does not matter. */
const CALLS = {
  dynamodb: ({ table }) => table.get(keys.target('shop', 'prod')),
  codecommit: ({ repositories }, { account, region }) =>
    repositories.branch(account, { region, name: 'shop' }, 'main'),
  ssm: ({ calendars }, { account, region }) =>
    calendars.stateAt(`arn:aws:ssm:${region}:${account}:document/fair`, now.getTime()),
  ecr: ({ images }, { account, region }) =>
    images.pin(`${account}.dkr.ecr.${region}.amazonaws.com/shop:1`),
  cloudformation: ({ stacks }, place) =>
    stacks.stack({ ...place, name: 'live', alarms: [], stack: STACK }),
  ecs: ({ containers }, place) => containers.service({ ...place, ...SERVICE }),
  codebuild: ({ builds }, place) => builds.get(place, 'shop:1'),
  s3: ({ artifacts }, place) => artifacts.read({ ...artifact, ...place }, 'none', 100),
  lambda: ({ functions }, place) => functions.aliasOf(place, 'shop', 'live'),
  codedeploy: ({ deployments }, place) => deployments.get(place, 'd-1'),
  monitoring: ({ alarms }, place) => alarms.states(place, ['shop']),
  xray: ({ traces }, place) => traces.statistics(place, entity, span),
  'application-signals': ({ objectives }, place) => objectives.list(place),
  'devops-guru': ({ insights }, place) => insights.ongoing(place),
  appconfig: ({ configurations }, place) => configurations.last({ ...place, ...CONFIG }),
  cloudfront: ({ sites }, place) => sites.read({ ...place, ...SITE }),
  fis: ({ experiments }, place) => experiments.get(place, 'EXP1'),
  synthetics: ({ canaries }, place) => canaries.runs(place, 'shop'),
  states: ({ workflows }) => workflows.endOf(machine),
  sns: ({ topics }) => topics.publish(TOPIC, { text: 'told', attributes: { level: 'page' } }),
  events: ({ buses }) => buses.put('default', [EVENT]),
  kms: ({ signatures }, place) => signatures.verify(place, 'alias/tidegate/shop', 'text', 'AAAA'),
} as const satisfies Readonly<Record<string, Call>>;

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:tidegate-shop';
const EVENT = { source: 'tidegate', type: 'Tidegate Look', detail: {} };

/** A target's. */
const SITE = { site: { bucket: 'shop-site', distribution: 'E2QWRUHAPOMQZL', invalidate: true } };
const CONFIG = {
  appConfig: {
    application: 'shop',
    environment: 'prod',
    profile: 'flags',
    configuration: 'f.json',
  },
};
const STACK = { name: 'shop', template: 'template.yml', capabilities: [] };

type Service = keyof typeof CALLS;

/** The service of each adapter: one that is new has its call above. */
const SERVICES: Readonly<Record<Exclude<keyof AdaptedPorts, 'outside'>, Service>> = {
  table: 'dynamodb',
  builds: 'codebuild',
  repositories: 'codecommit',
  calendars: 'ssm',
  artifacts: 's3',
  functions: 'lambda',
  versions: 'lambda',
  callees: 'lambda',
  warmth: 'lambda',
  cooling: 'lambda',
  deployments: 'codedeploy',
  containers: 'ecs',
  serviceUpdates: 'ecs',
  images: 'ecr',
  jobs: 'codebuild',
  stacks: 'cloudformation',
  stackSets: 'cloudformation',
  stackSetStarts: 'cloudformation',
  alarms: 'monitoring',
  alarmFacts: 'monitoring',
  metrics: 'monitoring',
  muteRules: 'monitoring',
  traces: 'xray',
  objectives: 'application-signals',
  insights: 'devops-guru',
  configurations: 'appconfig',
  configurationStarts: 'appconfig',
  sites: 'cloudfront',
  siteFiles: 's3',
  machines: 'states',
  machineVersions: 'states',
  workflows: 'states',
  signatures: 'kms',
  parameters: 'ssm',
  dashboards: 'monitoring',
  topics: 'sns',
  buses: 'events',
  reports: 'codebuild',
  loads: 'codebuild',
  canaries: 'synthetics',
  canaryStarts: 'synthetics',
  experiments: 'fis',
};

/** What a signature says it is for: `AWS4-HMAC-SHA256 Credential=KEY/20261120/us-east-1/xray/aws4_request, …`. */
function scopeOf(authorization: string | undefined) {
  const [, region, service] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    authorization ?? '',
  ) ?? ['', 'none', 'none'];
  return { region, service };
}

/** Whose address is the same for all regions. */
const GLOBAL = ['cloudfront'];

const names = [...new Set(Object.values(SERVICES))];

test.each(names)('after a call of %s, each other is signed for where it goes', async (first) => {
  const wrong: object[] = [];
  for (const second of names) {
    const sent: string[] = [];
    const { aws, ports, run } = adapters({
      onSent({ hostname, headers }) {
        const { region, service } = scopeOf(headers.authorization);
        sent.push(service);
        const isThere = GLOBAL.includes(service) || hostname.includes(region);
        if (!hostname.split('.').includes(service) || !isThere)
          wrong.push({ first, second, hostname, region, service });
      },
    });
    openMember(aws);

    for (const place of [home, elsewhere])
      for (const name of [first, second, first]) await run(async () => CALLS[name](ports, place));

    expect(sent).toEqual(expect.arrayContaining([first, second]));
  }
  expect(wrong).toEqual([]);
});
