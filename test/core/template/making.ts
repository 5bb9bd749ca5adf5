// A template, and services that extend it.

import { Failure } from '../../../core/failure.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import type { TemplateReader } from '../../../core/pipeline/template.ts';

export const TEMPLATE = `
template: standard
version: 3
owner: team-platform
neverTogether: [[us-east-1, us-west-2]]
gateTimeout: 2d
stages:
  - { name: verify, tests: [{ name: licences, project: org-licences }] }
  - { name: gamma, needsTargets: true, bake: { for: 2h, judge: { sensitivity: normal } }, alarmsAtLeast: 1, dataPointsAtLeast: 20 }
  - { name: prod, planner: {}, onBakeFailure: rollBack, rollback: release, deployTimeout: 30m }
`;

const reader: (text: string) => TemplateReader = (text) => (path) => ({
  name: `repo/${path}`,
  text,
  digest: 'sha256:abc',
});

const place = 'account: "111122223333"';
export const points = 'dataPoints: { namespace: N, metric: M, atLeast: 20 }';
export const target = (name: string, more = `alarms: [errors], ${points}`, region = 'eu-west-1') =>
  `{ name: ${name}, ${place}, region: ${region}, ec2: { application: s, deploymentGroup: ${name} }, ${more} }`;

export interface Stages {
  readonly top?: string;
  readonly verify?: string;
  readonly gamma?: string;
  readonly prod?: string;
}

export function serviceOf({
  top = '',
  verify = '',
  gamma = `targets: [${target('g')}]`,
  prod = `targets: [${target('a')}, ${target('b')}]`,
}: Stages): string {
  return [
    'pipeline: shop',
    'extends: { template: standard.yml, version: 3 }',
    'source: { project: b }',
    top,
    'stages:',
    `  - { name: verify, ${verify} }`,
    `  - { name: gamma, ${gamma} }`,
    `  - { name: prod, ${prod} }`,
  ].join('\n');
}

export const read = (text: string, template = TEMPLATE) =>
  parsePipeline(text, 'shop.yml', reader(template));

export function refusalOf(text: string, template = TEMPLATE): string {
  try {
    read(text, template);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'Refused') throw thrown;
    return thrown.message;
  }
  throw new Error('Expected the pipeline to be refused, got it accepted.');
}
