// CloudFront is measured in one region for the whole world: its alarms are written for there, or not at all.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-edge-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const SITE = `Resources:
  Cdn: { Type: AWS::CloudFront::Distribution }
  Jobs: { Type: AWS::SQS::Queue }
`;

test('of a template they are a file of their own, to be deployed there', async () => {
  const out = join(folder, 'out');
  const { printed } = await run('alarms', '--template', fileWith('site.yml', SITE), '--out', out);

  const files = readdirSync(out).toSorted();
  const [edge, rest] = ['alarms-site-edge.yml', 'alarms-site.yml'].map((name) =>
    readFileSync(join(out, name), 'utf8'),
  );
  expect(files).toEqual(['alarms-site-edge.yml', 'alarms-site.yml']);
  expect(edge).toContain('AWS/CloudFront');
  expect(rest).not.toContain('AWS/CloudFront');
  expect(printed).toContain('{ name: site-edge-roll-back, region: us-east-1 }');
  expect(printed).toMatch(/Cdn: CloudFront is measured in us-east-1 alone/);
});

test('written into a template they are left out, and where nothing else is there, refused', async () => {
  const only = fileWith('cdn.yml', 'Resources: { Cdn: { Type: AWS::CloudFront::Distribution } }\n');
  const inside = await run(
    'alarms',
    '--template',
    fileWith('site.yml', SITE),
    '--inline',
    '--json',
  );

  expect(JSON.stringify(JSON.parse(inside.printed).files)).not.toContain('AWS/CloudFront');
  await expect(run('alarms', '--template', only, '--inline')).rejects.toThrow(/only CloudFront/);
});

test.each([
  ['us-east-1', true],
  ['eu-west-1', false],
])('of a pipeline’s target in %s they are written: %s', async (region, isWritten) => {
  const file = fileWith(
    `in-${region}.yml`,
    `pipeline: site
source: { project: site }
stages:
  - name: prod
    targets:
      - name: prod
        account: "111122223333"
        region: ${region}
        lambda: { function: f, alias: live }
        strategy: all-at-once
        watch: [{ cloudFront: { distribution: E1 } }]
`,
  );
  const { printed } = await run('alarms', file, '--json');

  const { files, remarks } = JSON.parse(printed);
  expect(JSON.stringify(files).includes('AWS/CloudFront')).toBe(isWritten);
  expect(remarks.join('\n').includes('its metrics are in us-east-1 alone')).toBe(!isWritten);
});
