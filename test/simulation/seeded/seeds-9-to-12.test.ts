import { playSeeds } from './seeds.ts';

playSeeds(9, 12);
