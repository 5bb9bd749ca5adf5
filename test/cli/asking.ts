// Verbs that ask AWS, over the wire of a simulated world that answers meanwhile.

import { serve } from '@tidegate/embedded-aws/server/server';
import { wireMount } from '@tidegate/embedded-aws/wire/wire-mount';
import type { World } from '../../simulation/world/world.ts';
import { run, tell as tellWords } from './run-words.ts';

/** `where` are the options that lead a verb to the world's Tidegate; without the table, to its AWS. */
export async function asking(world: World) {
  process.env.AWS_ACCESS_KEY_ID = 'any';
  process.env.AWS_SECRET_ACCESS_KEY = 'key';
  const server = await serve([wireMount({ ...world, places: [] })]);
  const aws = ['--region', 'us-east-1', '--endpoint-url', new URL(server.address).origin];

  const ask = (...given: Parameters<typeof run>) => whilePlaying(() => run(...given));
  /** Nothing is thrown: the exit code is told, as a shell has it. */
  const tell = (...given: Parameters<typeof tellWords>) => whilePlaying(() => tellWords(...given));

  async function whilePlaying<Told>(asked: () => Promise<Told>): Promise<Told> {
    let over = false;
    const playing = world.clock.play(() => over);
    try {
      return await asked();
    } finally {
      over = true;
      // Wakes the loop, which then ends, and never comes to this.
      void world.clock.park(() => {});
      // Refused or not: what still plays when the world is closed would fail a test that has nothing to do with it.
      await playing;
    }
  }

  async function close(): Promise<void> {
    await server.close();
    await world.close();
  }

  return { ask, tell, whilePlaying, aws, where: ['--table', world.stack.tableName, ...aws], close };
}
