import type {Json} from '../plan/plan.ts';

/** A JSON object while it is being built. */
export interface Building {
	[key: string]: Json;
}

/** Sets a key as JSON.parse would: `__proto__` is a key like any other. */
export function put(object: Building, key: string, value: Json): void {
	if (key === '__proto__') {
		Object.defineProperty(object, key, {value, enumerable: true, configurable: true, writable: true});
	} else {
		object[key] = value;
	}
}

/** Sets the key unless it is there. */
export function putMissing(object: Building, key: string, value: Json): void {
	if (!Object.hasOwn(object, key)) {
		put(object, key, value);
	}
}
