// Keeps what V8 made of each source between the test files of one process: each loads everything anew, in a realm of
// its own.

import vm from 'node:vm';

const { compileFunction, SourceTextModule } = vm;

/** What V8 made, by the file, and of which source. */
const functions = new Map();
const modules = new Map();

function keptOf(cache, name, source) {
  const kept = cache.get(name);
  return kept?.source === source ? kept.data : undefined;
}

export function keepCode() {
  if (vm.compileFunction !== compileFunction) return;
  vm.compileFunction = (source, parameters, options) => {
    const cachedData = keptOf(functions, options.filename, source);
    const produceCachedData = cachedData === undefined;
    const made = compileFunction(source, parameters, { ...options, cachedData, produceCachedData });
    if (made.cachedData) functions.set(options.filename, { source, data: made.cachedData });
    return made;
  };
  vm.SourceTextModule = class extends SourceTextModule {
    constructor(source, options) {
      const name = options?.identifier;
      const cachedData = name && keptOf(modules, name, source);
      super(source, cachedData ? { ...options, cachedData } : options);
      if (name && !cachedData) modules.set(name, { source, data: this.createCachedData() });
    }
  };
}
