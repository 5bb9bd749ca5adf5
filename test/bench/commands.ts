// What commands cost in seconds of processor, as they are packed; and what a plan of ten thousand targets costs beside
// the YAML library, which reads its file.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundle } from '../../scripts/pack/bundle.ts';

const ROUNDS = 7;
const TARGETS = 10_000;
const SMALL = resolve('examples/checkout/tidegate.yml');

/** The last: what a verb says that finds nothing to talk to is its first line. */
const VERBS = {
  lint: ['lint', SMALL],
  plan: ['plan', SMALL],
  needs: ['needs', SMALL],
  rollback: ['rollback', 'shop', '--reason', 'bench'],
  status: ['status', 'shop'],
} as const;

export async function compareCommands(print: (row: readonly string[]) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'));
  try {
    await bundle(join(folder, 'dist'));
    mkdirSync(join(folder, 'cli'));
    cpSync('cli/tidegate.mjs', join(folder, 'cli/tidegate.mjs'));
    for (const name of ['package.json', 'statemachines', 'serverless.yml'])
      cpSync(name, join(folder, name), { recursive: true });
    // As in an installed package, there what is loaded piece by piece is beside it.
    const run = (words: readonly string[]) =>
      leastSeconds([join(folder, 'cli/tidegate.mjs'), ...words], folder);
    const node = leastSeconds(['-e', '0'], folder);
    print(['commands, seconds of processor', 'all', 'without Node']);
    for (const [verb, words] of Object.entries(VERBS)) {
      const seconds = run(words);
      print([verb, seconds.toFixed(2), (seconds - node).toFixed(2)]);
    }
    const large = join(folder, 'large.yml');
    writeFileSync(large, fleet());
    const [all, yaml] = [run(['plan', large]), yamlSeconds(large, folder)];
    print([`plan of ${TARGETS} targets`, all.toFixed(2), `YAML ${yaml.toFixed(2)}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The YAML library alone, with all that the same file takes to become a value. */
function yamlSeconds(file: string, folder: string): number {
  const code = `
    import { readFileSync } from 'node:fs';
    import { LineCounter, parseDocument } from ${JSON.stringify(import.meta.resolve('yaml'))};
    parseDocument(readFileSync(${JSON.stringify(file)}, 'utf8'), {
      lineCounter: new LineCounter(), uniqueKeys: false, merge: true,
    }).toJS();`;
  return leastSeconds(['--input-type=module', '-e', code], folder);
}

/** Of a process, all threads together. */
function leastSeconds(words: readonly string[], folder: string): number {
  const told = join(folder, 'seconds');
  const tell = `process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    require('node:fs').writeFileSync(${JSON.stringify(told)}, String((user + system) / 1e6));
  });`;
  const hook = join(folder, 'tell.cjs');
  writeFileSync(hook, tell);
  const { TIDEGATE_TABLE: _, AWS_REGION: __, AWS_DEFAULT_REGION: ___, ...rest } = process.env;
  const env = { ...rest, XDG_CONFIG_HOME: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { stderr } = spawnSync(process.execPath, ['--require', hook, ...words], { env });
    const seconds = Number(readFileSync(told, 'utf8'));
    if (!(seconds > 0)) throw new Error(`Expected seconds of processor, got: ${stderr}`);
    least = Math.min(least, seconds);
  }
  return least;
}

/** A pipeline of one stage with that many functions. */
function fleet(): string {
  const targets = Array.from({ length: TARGETS }, (_, index) => {
    const number = String(index).padStart(5, '0');
    const region = ['us-east-1', 'eu-west-1', 'eu-central-1', 'ap-northeast-2'][index % 4];
    return `      - name: prod-${number}
        account: "${111_122_220_000 + Math.floor(index / 20)}"
        region: ${region}
        lambda: { function: shop-${number}, alias: live, application: s-${number}, deploymentGroup: p }
        alarms: [shop-errors-${number}, shop-latency-${number}]
        weight: 1
`;
  });
  return `pipeline: large
source: { project: large }
stages:
  - name: prod
    bake: { for: 10m }
    planner: {}
    targets:
${targets.join('')}`;
}
