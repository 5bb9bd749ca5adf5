// Jest's Node environment, on a plain realm.
//
// Jest 30 makes each realm's global object of a Proxy, so that every use of `Math`, `Array` or `Date` in what is tested
// calls a function: simulations took three times as long, and the judge ten times.

import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

import { keepCode } from './code-cache.mjs';

keepCode();

const { createContext } = vm;

export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
