// Where the table keeps which alarms are muted: in one list, nearly always empty.

import { type Mute, muteNoun } from './mute.ts';
import type { Range } from './noun.ts';
import { MUTES } from './partitions.ts';

export const muteKeys = {
  mute: (release: string) => ({ noun: muteNoun, pk: MUTES, sk: release }),
};

export const muteRanges = {
  mutes: (): Range<Mute> => ({ noun: muteNoun, partitions: [MUTES], prefix: '' }),
};
