// What `serverless package` wrote: the template and a zip archive for each function. Packages first where that is
// older than its sources; neither needs a network or an account.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { onlyOne } from './one-at-a-time.ts';
import { isBundled, repositoryRoot } from './root.ts';
import type { Template } from './template.ts';

export interface PackagedTemplate {
  readonly template: Template;
  readonly stackName: string;
  /** Without archives functions are of the sources: a test's own module loader takes no bundles. */
  readonly archiveOf?: Package['archiveOf'] | undefined;
}

export interface Package extends PackagedTemplate {
  /** By a function's name in the template: `SweepLambdaFunction`. */
  archiveOf(logicalId: string): Buffer;
}

const FOLDER = '.serverless';
const TEMPLATE = join(FOLDER, 'cloudformation-template-update-stack.json');

/** What a package is made of. */
const SOURCES = [
  ...['serverless.yml', 'package-lock.json', 'deploy', 'statemachines'],
  ...['functions', 'flows', 'aws', 'core', 'packages/judge'],
];

/** The package of these sources. Throws `Refused` where it cannot be made. */
export function readPackage(): Package {
  if (isBundled)
    throw new Failure(
      'Refused',
      'expected the sources of Tidegate, of which a package is made, got an installed one: clone its repository',
    );
  onlyOne('packaging', () => {
    if (!isCurrent()) pack();
  });
  return packageIn(repositoryRoot);
}

function isCurrent(): boolean {
  const template = join(repositoryRoot, TEMPLATE);
  if (!existsSync(template)) return false;
  const newest = Math.max(...SOURCES.map((source) => changedAt(join(repositoryRoot, source))));
  return newest < statSync(template).mtimeMs;
}

/** When the newest of a file, or of all in a folder, was changed; a folder is changed by what leaves it. */
function changedAt(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  const within = readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .map((name) => changedAt(join(path, name)));
  return Math.max(own.mtimeMs, ...within);
}

function pack(): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('node_modules', '.bin', 'serverless'), 'package'],
    {
      cwd: repositoryRoot,
      encoding: 'utf8',
      env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    },
  );
  if (status === 0) return;
  const told = `${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n');
  throw new Failure('Refused', `expected serverless package to succeed, got:\n${told}`);
}

const written = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

const code = z.object({ Code: z.object({ S3Key: z.string() }), FunctionName: z.string() });

function packageIn(root: string): Package {
  const text = readFileSync(join(root, TEMPLATE), 'utf8');
  const template = written.loose().parse(JSON.parse(text)) as Template;
  const codeOf = (id: string) => code.parse(template.Resources[id]?.Properties);
  const [first = ''] = Object.keys(template.Resources).filter(
    (id) => template.Resources[id]?.Type === 'AWS::Lambda::Function',
  );
  return {
    template,
    stackName: codeOf(first).FunctionName.replace(/-\w+$/, ''),
    archiveOf: (id) => readFileSync(join(root, FOLDER, basename(codeOf(id).Code.S3Key))),
  };
}
