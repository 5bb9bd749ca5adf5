// What a rogue hand writes, or counts, that is not so.

import { keys } from '../../../core/keys.ts';
import { askedByThen } from '../../../simulation/seeded/steps/checks/asked-by-then.ts';
import { endSaidOnce } from '../../../simulation/seeded/steps/checks/end-said-once.ts';
import { endsAsItIs } from '../../../simulation/seeded/steps/checks/ends-as-it-is.ts';
import { leaseHeldByOne } from '../../../simulation/seeded/steps/checks/lease-held-by-one.ts';
import { oneClaim } from '../../../simulation/seeded/steps/checks/one-claim.ts';
import { pagesWithReason } from '../../../simulation/seeded/steps/checks/pages-with-reason.ts';
import { passesAsItIs } from '../../../simulation/seeded/steps/checks/passes-as-it-is.ts';
import { runningAsSaid } from '../../../simulation/seeded/steps/checks/running-as-said.ts';
import {
  type Case,
  lease,
  now,
  open,
  promoted,
  release,
  running,
  stage,
  takenBack,
  target,
  there,
  wave,
} from './step-world.ts';

export const writeCases: readonly Case[] = [
  [
    passesAsItIs,
    async ({ writes }) => {
      const item = await wave(promoted, 0);
      writes(keys.wave(promoted, 0), open(item));
      writes(keys.wave(promoted, 0), item);
    },
    /: beta passed while b ran another/,
  ],
  [
    oneClaim,
    async ({ writes }) => {
      const item = await target('p');
      const intent = { ...there(item.intent), status: 'open' };
      writes(keys.release('shop', promoted), running(await release(promoted)));
      for (const index of [0, 1]) {
        const { sealedAt: _, ...unsealed } = await wave(promoted, index);
        writes(keys.wave(promoted, index), unsealed);
      }
      for (const id of [promoted, takenBack])
        writes(keys.target('shop', 'p'), { ...item, intent: { ...intent, release: id } });
    },
    /rollBack .* target p was claimed while tidegate rollBack .* stood/,
  ],
  [
    leaseHeldByOne,
    async ({ writes }) => {
      const item = await stage('beta');
      writes(keys.stage('shop', 'beta'), { ...item, fence: 90, lease: lease('one', 90) });
      writes(keys.stage('shop', 'beta'), { ...item, fence: 91, lease: lease('two', 91) });
    },
    /^two entered beta while one was there$/,
  ],
  [
    leaseHeldByOne,
    async ({ writes }) => {
      const item = await stage('beta');
      writes(keys.stage('shop', 'beta'), { ...item, lease: lease('one', item.fence) });
      writes(keys.stage('shop', 'beta'), { ...item, fence: item.fence - 1 });
    },
    /^one entered beta with fence \d+, not above \d+\nthe fence of beta fell from \d+ to \d+$/,
  ],
  [
    endSaidOnce,
    async ({ writes }) => {
      const item = await release(promoted);
      const end = { at: now(), outcome: 'LeftDirty', reason: '' };
      writes(keys.release('shop', promoted), { ...item, end });
    },
    /ended LeftDirty after it had ended Promoted/,
  ],
  [
    endSaidOnce,
    async ({ writes }) => {
      const item = await release(promoted);
      const held = { ...(await stage('beta')), fence: 90, lease: lease(promoted, 90) };
      writes(keys.stage('shop', 'beta'), held);
      writes(keys.bakeWait(promoted, 1), { kind: 'bake', release: promoted });
      writes(keys.release('shop', promoted), running(item));
      writes(keys.release('shop', promoted), item);
    },
    /ended Promoted while it held beta\n.* ended Promoted while its bake still waited/,
  ],
  [
    endsAsItIs,
    async ({ writes }) => {
      const item = await release(takenBack);
      const settling = { outcome: 'Promoted', reason: '', waves: ['Passed', 'Passed'], dirty: [] };
      writes(keys.release('shop', takenBack), running(item));
      writes(keys.release('shop', takenBack), { ...item, status: 'settling', settling });
    },
    /ended Promoted, and p runs r1/,
  ],
  [
    runningAsSaid,
    async ({ writes }) => {
      const item = await target('p');
      const { revision } = await release(takenBack);
      const said = { ...there(item.running), revision, at: now() };
      writes(keys.target('shop', 'p'), { ...item, running: said });
    },
    /^the table says p runs r2, it runs r1$/,
  ],
  [
    pagesWithReason,
    async ({ counts }) => {
      counts('Failed', 'dead');
      counts('Unforeseen', 'Defect');
      counts('PeopleAsked', 'bake');
    },
    /^people were paged, for Unforeseen Defect\npeople were paged, for PeopleAsked bake$/,
  ],
  [
    askedByThen,
    async ({ writes }) => {
      const entries = [{ event: 'QuarantineLifted', release: promoted }];
      writes(keys.stage('shop', 'beta'), await stage('beta'), entries);
    },
    /^QuarantineLifted of shop-\w+-1, which nobody had asked for$/,
  ],
];
