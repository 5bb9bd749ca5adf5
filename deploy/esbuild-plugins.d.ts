import type { Plugin } from 'esbuild';

declare const plugins: Plugin[];
export default plugins;
export declare function withKeysWrittenOut(source: string): string;
export declare function withoutDescriptions(source: string): string;
