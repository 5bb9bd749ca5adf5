import { playScenarios } from './scenario-ends.ts';

playScenarios('sources');
