// What a rogue hand starts that must not be started.

import { keys } from '../../../core/keys.ts';
import { announcedFirst } from '../../../simulation/seeded/steps/checks/announced-first.ts';
import { barredStaysOut } from '../../../simulation/seeded/steps/checks/barred-stays-out.ts';
import { leaseHeldByOne } from '../../../simulation/seeded/steps/checks/lease-held-by-one.ts';
import { nothingStartedAfterEnd } from '../../../simulation/seeded/steps/checks/nothing-started-after-end.ts';
import { ownPlace } from '../../../simulation/seeded/steps/checks/own-place.ts';
import { returnsToBaked } from '../../../simulation/seeded/steps/checks/returns-to-baked.ts';
import { startsInOrder } from '../../../simulation/seeded/steps/checks/starts-in-order.ts';
import { watchedFirst } from '../../../simulation/seeded/steps/checks/watched-first.ts';
import {
  type Case,
  deploys,
  now,
  open,
  promoted,
  release,
  stage,
  table,
  takenBack,
  target,
  there,
  wave,
} from './step-world.ts';

export const startCases: readonly Case[] = [
  [
    startsInOrder,
    async ({ writes, starts }) => {
      writes(keys.wave(promoted, 0), open(await wave(promoted, 0)));
      starts(deploys(promoted, 1, 'p'), 'p');
    },
    /^tidegate deploy .* target p was started while beta was open$/,
  ],
  [
    startsInOrder,
    async ({ writes, starts }) => {
      const item = await target('b');
      const intent = { ...there(item.intent), release: promoted };
      writes(keys.target('shop', 'b'), { ...item, intent });
      starts(deploys(promoted, 1, 'p'), 'p');
    },
    /target p was started while b of beta ran another/,
  ],
  [
    leaseHeldByOne,
    async ({ writes, starts }) => {
      const { sealed: _, ...item } = await stage('beta');
      writes(keys.stage('shop', 'beta'), item);
      starts(deploys(promoted, 0, 'b'), 'b');
    },
    /target b was started while nobody held beta/,
  ],
  [
    returnsToBaked,
    async ({ writes, starts }) => {
      const item = await target('p');
      const { revision } = await release(takenBack);
      const intent = { ...there(item.intent), doing: 'rollBack', revision };
      writes(keys.target('shop', 'p'), { ...item, intent });
      starts(`tidegate rollBack ${takenBack} wave 1 target p`, 'p');
    },
    /target p brings r1, which had not baked there/,
  ],
  [
    barredStaysOut,
    async ({ writes, starts }) => {
      const { digest } = (await release(takenBack)).revision;
      const quarantine = there(await table.get(keys.quarantine('shop', digest)));
      writes(keys.quarantine('shop', digest), quarantine);
      writes(keys.wave(takenBack, 0), { ...(await wave(takenBack, 0)), openedAt: now() });
      starts(deploys(takenBack, 0, 'b'), 'b');
    },
    /target b was started, of a revision that is quarantined: .* was in ALARM/,
  ],
  [
    watchedFirst,
    async ({ starts }) => starts(deploys(promoted, 0, 'b'), 'b'),
    /target b was started before anybody watched b-errors/,
  ],
  [
    announcedFirst,
    async ({ starts }) => starts(deploys(promoted, 0, 'b'), 'b'),
    /^Rogue is about to start .* target b, which nobody has announced; .* \(it has ended\)$/,
  ],
  [
    nothingStartedAfterEnd,
    async ({ starts }) => starts(deploys(promoted, 0, 'b'), 'b'),
    /^Rogue started .* target b while its release was ended$/,
  ],
  [
    ownPlace,
    async ({ starts }) => starts(deploys('depot-1', 0, 'b'), 'b'),
    /^tidegate deploy depot-1 wave 0 target b was started on b$/,
  ],
];
