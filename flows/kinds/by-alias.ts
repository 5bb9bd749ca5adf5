// What is alike of every target that is an alias of a function, whoever shifts it.

import { keys } from '../../core/keys.ts';
import type { Keeps, SendsBack, Settles } from './kind.ts';
import { type AliasTarget, isVersionKept, pointWhole, settingOf, versionText } from './versions.ts';

export const settles: Settles<AliasTarget> = {
  async settingAfter(ports, { pipeline, target }) {
    const item = await ports.table.get(keys.target(pipeline, target.name));
    return settingOf(ports, target, item?.intent?.functionVersion);
  },
};

export const sendsBack: SendsBack<AliasTarget> = {
  sendBack: async (ports, target, version) => ({
    setting: await pointWhole(ports, target, version),
  }),
};

export const keeps: Keeps<AliasTarget> = {
  keptAs: (target, point) => versionText(target, point),
  isKept: (ports, target, point) => isVersionKept(ports, target, point),
  hasCopy: async () => false,
};
