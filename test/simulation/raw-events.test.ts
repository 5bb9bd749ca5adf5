// Raw events of builds of every shape: each ends as a release, ignored with a reason, or Refused in plain words.

import { event as rawEvent } from '../paths/build-events.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

type Json = Record<string, unknown>;
type Change = (event: Json, detail: Json, information: Json) => void;

const zip = (name: string) => ({ location: `arn:aws:s3:::shop-art/${name}.zip`, sha256sum: 'x' });
const secondary = (list: unknown): Change => {
  return (_event, _detail, information) => {
    information['secondary-artifacts'] = list;
  };
};
const says =
  (more: Json): Change =>
  (_event, _detail, information) => {
    Object.assign(information, more);
  };
const arn = (id: string): Change => {
  return (_event, detail) => {
    detail['build-id'] = `arn:aws:codebuild:us-east-1:111122223333:build/shop-build:${id}`;
  };
};

const ofStrangersMain: Change = (_event, _detail, information) => {
  const given = {
    CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_CREATED',
    CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main',
    CODEBUILD_WEBHOOK_TRIGGER: 'pr/4',
  };
  const listed = Object.entries(given).map(([name, value]) => ({ name, value }));
  information.environment = { 'environment-variables': [null, ...listed] };
};

function changed(number: number, change: Change): string {
  const event = JSON.parse(rawEvent({ number })) as { detail: Json };
  change(event, event.detail, event.detail['additional-information'] as Json);
  return JSON.stringify(event);
}

async function played(pipeline: string, shapes: readonly (readonly [string, string, Change])[]) {
  const files = Object.fromEntries(
    shapes.map(([name, , change], index) => [name, changed(index + 1, change)]),
  );
  const builds = shapes.map(([name], index) => ({
    at: `${10 + index * 300}m`,
    event: name,
    revision: name,
  }));
  return play(pipeline, { baseline: 'old', builds }, { files });
}

test('each event of a build is believed as far as it can be understood', async () => {
  const promoted: [string, string, Change][] = [
    ['as it is', '', () => {}],
    ['null parts', '', says({ source: null, environment: null, initiator: null, phases: null })],
    ['odd secondary artifacts', '', secondary([null, 5, {}, { location: 7 }])],
    ['secondary artifacts in words', '', secondary('none')],
    ['a number in words', '', says({ 'build-number': '412' })],
    ['an impossible number', '', says({ 'build-number': 1e300 })],
    ['unknown words', '', says({ unknown: { deep: [null] }, much: 'x'.repeat(100_000) })],
    [
      'no account',
      '',
      (event) => {
        delete event.account;
        delete event.time;
      },
    ],
    ['another partition', '', says({ artifact: { location: 'arn:aws-cn:s3:::shop-art/a.zip' } })],
    ['a name with a line break', '', says({ artifact: { location: 'arn:aws:s3:::art/a\nb.zip' } })],
    // It began when it was told of, and so after all others.
    ['a start without sense', '', says({ 'build-start-time': 'soon' })],
  ];

  const { report } = await played(oneTarget(), promoted);

  expect(report.releases.map(({ revision, outcome }) => [revision, outcome])).toEqual(
    promoted.map(([name]) => [name, 'Promoted']),
  );
});

test('what is no release, or cannot be one, is told why', async () => {
  const ignored: [string, string, Change][] = [
    ['no ARN', 'the ARN of a build', arn('1:2')],
    ['a huge ARN', 'the ARN of a build', arn('9'.repeat(3000))],
    ['no batch', 'the ARN of a batch', says({ 'build-batch-arn': 'nightly' })],
    [
      'of a phase',
      'detail-type',
      (event) => {
        event['detail-type'] = 'CodeBuild Build Phase Change';
      },
    ],
    [
      'information in words',
      'expected object',
      (_event, detail) => {
        detail['additional-information'] = 'none';
      },
    ],
    [
      'a pull request that the build tells of',
      'pull request (pr/7)',
      says({
        'exported-environment-variables': [{ name: 'CODEBUILD_WEBHOOK_TRIGGER', value: 'pr/7' }],
      }),
    ],
    ['a stranger’s main, as its webhook has given it', 'pull request (pr/4)', ofStrangersMain],
    ['a huge branch', 'branch xxx', says({ 'source-version': 'x'.repeat(100_000) })],
  ];
  const refused: [string, string, Change][] = [
    ['nothing made', 'give project shop-build an S3 artifact', says({ artifact: null })],
    ['no bucket', 'no bucket of that name', says({ artifact: { location: 's3://N_?/a.zip' } })],
    [
      'secondary artifacts alone',
      'name one in source.artifact',
      says({ artifact: null, 'secondary-artifacts': [{ artifactIdentifier: 'pkg', ...zip('p') }] }),
    ],
  ];

  const { report } = await played(oneTarget(), [...ignored, ...refused]);

  expect(report.ignoredBuilds?.map(({ revision, reason }) => [revision, reason])).toEqual(
    ignored.map(([name, why]) => [name, expect.stringContaining(why)]),
  );
  for (const { reason } of report.ignoredBuilds ?? []) expect(reason.length).toBeLessThan(400);
  expect(
    report.releases.map(({ revision, outcome, reason }) => [revision, outcome, reason]),
  ).toEqual(refused.map(([name, why]) => [name, 'Refused', expect.stringContaining(why)]));
});

test.each([
  ['artifact-identifier', { 'artifact-identifier': 'pkg', ...zip('any') }],
  ['artifactIdentifier', { artifactIdentifier: 'pkg', ...zip('any') }],
  ['the file alone', zip('pkg')],
])('a secondary artifact is known by %s', async (_how, artifact) => {
  const { report } = await played(
    oneTarget().replace('project: shop-build', 'project: shop-build, artifact: pkg'),
    [['good', '', secondary([artifact])]],
  );

  expect(report.releases).toMatchObject([{ revision: 'good', outcome: 'Promoted' }]);
});
