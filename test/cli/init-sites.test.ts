// A bucket and the distribution in front of it are a target where the template tells which they are.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proposed } from './proposed.ts';
import { run } from './run-words.ts';

const SITE = `Resources:
  Files: { Type: AWS::S3::Bucket }
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultRootObject: index.html
        DefaultCacheBehavior: { TargetOriginId: files, ViewerProtocolPolicy: redirect-to-https }
        Origins: [{ Id: files, DomainName: !GetAtt Files.RegionalDomainName, S3OriginConfig: {} }]
`;
const PLACES = ['--account', 'prod=111122223333', '--region', 'eu-west-1'];
const ofTemplate = (text: string, ...words: string[]) =>
  proposed({ 'template.yaml': text }, ...words);

async function planned(written: string) {
  const folder = mkdtempSync(join(tmpdir(), 'init-sites-'));
  const file = join(folder, 'tidegate.yml');
  try {
    writeFileSync(file, written);
    return await run('plan', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a site is a target of each stage, with placeholders for what only its stack knows', async () => {
  const { written, printed, linted } = await ofTemplate(SITE, ...PLACES);

  for (const stage of ['beta', 'gamma', 'prod'])
    expect(written).toMatch(
      new RegExp(
        `site:[\\s{]+bucket: TODO-${stage}-bucket.*\\s+distribution: TODO-${stage}-distribution`,
      ),
    );
  expect(written).not.toContain('files:');
  expect(written).not.toContain('stack:');
  expect(written).toMatch(/name: TODO-prod-cdn-alarm[^}]*region: us-east-1/);
  expect(written).toMatch(/TODO-one-box-bucket[\s\S]*TODO-one-box-distribution/);
  expect(printed).toMatch(/Cdn is a site with its files in bucket Files: let the build put them/);
  expect(printed).not.toContain('none is proposed');
  expect(linted.code).toBe(0);
  expect(linted.printed).toContain('filled-in');
  expect((await planned(written)).code).toBe(0);
});

test('names that the stack told are written', async () => {
  const resources = (['Files', 'Cdn'] as const).map((id) => ({
    LogicalResourceId: id,
    ResourceType: { Files: 'AWS::S3::Bucket', Cdn: 'AWS::CloudFront::Distribution' }[id],
    PhysicalResourceId: { Files: 'shop-files-1a2b', Cdn: 'E2QWRUHAPOMQZL' }[id],
  }));
  const files = {
    'template.yaml': SITE,
    'resources.json': JSON.stringify({ StackResources: resources }),
  };

  const { written, linted } = await proposed(
    files,
    '--template',
    'template.yaml',
    '--resources',
    'resources.json',
    ...PLACES,
  );

  expect(written).toMatch(/bucket: shop-files-1a2b[\s,]+distribution: E2QWRUHAPOMQZL/);
  expect(linted.code).toBe(0);
});

test('beside others the folder with its files is to be filled in, for the artifact holds more', async () => {
  const both = `${SITE}  Api:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: api }
`;
  const { written, printed, linted } = await ofTemplate(both, ...PLACES);

  expect(written).toContain('function: api');
  expect(written).toContain('files: TODO-site-files');
  expect(printed).toContain('in a folder of their own (files)');
  expect(linted.code).toBe(0);
});

test('in several regions no two of its targets share a distribution', async () => {
  const { written, linted } = await ofTemplate(
    SITE,
    ...['--region', 'eu-west-1', '--region', 'prod=eu-west-1,us-east-1'],
  );

  const prod = written.slice(written.indexOf('- name: prod\n'));
  const distributions = prod.match(/distribution: \S+/g)!;
  expect(new Set(distributions).size).toBe(distributions.length);
  expect(linted.code).toBe(0);
});

test('where it cannot be told the stack is the target, and it says why', async () => {
  const group = SITE.replace(
    'Enabled: true',
    'OriginGroups: { Quantity: 1, Items: [{ Id: both }] }',
  );

  const { written, printed } = await ofTemplate(group, ...PLACES);

  expect(written).not.toContain('site:');
  expect(written).toContain('stack:');
  expect(printed).toMatch(/none is proposed, for it has an origin group/);
});
