import type {Json, JsonObject} from './plan.ts';

/** True for what JSON writes in braces. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for what JSON writes in brackets (Array.isArray would forget that the elements are Json). */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}

/** The number under `key`; null when it is not there or not a number. */
export function numberAt(object: JsonObject, key: string): number | null {
	const value = object[key];
	return typeof value === 'number' ? value : null;
}

/** The string under `key`; null when it is not there or not a string. */
export function textAt(object: JsonObject, key: string): string | null {
	const value = object[key];
	return typeof value === 'string' ? value : null;
}

/** The objects in the array under `key`; none when it is not an array. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
	const value = object[key];
	return isJsonArray(value) ? value.filter(isJsonObject) : [];
}
