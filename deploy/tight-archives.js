// A Serverless plugin: archives are compressed as far as zip goes. serverless-esbuild has no option for it, and its
// default makes them a tenth larger; so the maker of archives that it uses is told.

import { createRequire } from 'node:module';

const archiver = createRequire(import.meta.resolve('serverless-esbuild'))('archiver');

export default class TightArchives {
  constructor() {
    const { create } = archiver;
    archiver.create = (format, options) => create(format, { ...options, zlib: { level: 9 } });
    this.hooks = {};
  }
}
