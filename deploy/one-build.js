// A Serverless plugin: all functions are built in one go. serverless-esbuild builds each by itself, and so reads the SDK
// and what else they share once for each of them; one build reads it once, and writes the same bundles.

import { createRequire } from 'node:module';
import { extname } from 'node:path';

const { build } = createRequire(import.meta.resolve('serverless-esbuild'))('esbuild');

/** Those of serverless-esbuild's own options that `serverless.yml` leaves to it; esbuild knows none of them. */
const ITS_OWN = [
  ...[
    'concurrency',
    'zipConcurrency',
    'nativeZip',
    'packager',
    'packagerOptions',
    'installExtraArgs',
  ],
  ...['watch', 'keepOutputDirectory', 'skipBuild', 'skipBuildExcludeFns', 'disposeContext'],
  ...['exclude', 'outputFileExtension', 'stripEntryResolveExtensions'],
];

export default class OneBuild {
  constructor(serverless) {
    const plugin = serverless.pluginManager
      .getPlugins()
      .find((each) => each.constructor.name === 'EsbuildServerlessPlugin');
    if (!plugin) throw new Error('Expected serverless-esbuild among the plugins before, got none.');
    plugin.bundle = () => bundleAll(plugin);
    this.hooks = {};
  }
}

async function bundleAll(plugin) {
  plugin.prepare();
  const { buildOptions, buildDirPath, functionEntries } = plugin;
  const options = Object.entries(buildOptions).filter(([name]) => !ITS_OWN.includes(name));
  const extension = buildOptions.outputFileExtension;
  await build({
    ...Object.fromEntries(options),
    external: [...buildOptions.external, ...buildOptions.exclude],
    plugins: plugin.plugins,
    outExtension: { '.js': extension },
    entryPoints: [...new Set(functionEntries.map(({ entry }) => entry))],
    outbase: '.',
    outdir: buildDirPath,
  });
  plugin.buildResults = functionEntries.map(({ entry, func, functionAlias }) => ({
    bundlePath: `${entry.slice(0, -extname(entry).length)}${extension}`,
    func,
    functionAlias,
  }));
}
