import {PlanflipError} from '../errors.ts';

/** A statement that is only planned here: it writes, and others depend on the database; or nobody knows a value for it. Nothing failed. */
export class NotExecutedHere extends PlanflipError {}
