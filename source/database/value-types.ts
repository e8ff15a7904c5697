import pg from 'pg';

const numbers = [
	20, // int8
	1700, // numeric
];
const printed = [
	17, // bytea
	114, // json
	199, // json[]
	600, // point
	718, // circle
	1001, // bytea[]
	1017, // point[]
	1082, // date
	1114, // timestamp
	1115, // timestamp[]
	1182, // date[]
	1184, // timestamptz
	1185, // timestamptz[]
	1186, // interval
	1187, // interval[]
];

/**
 * Values as planflip has them: bool is a boolean; int2, int4, oid and floats are numbers; int8 and numeric are numbers
 * where a double holds them exactly, else text; jsonb is parsed; arrays of those are arrays. json (EXPLAIN prints it, and is
 * kept to the letter), dates, times, intervals, bytea, geometry and all the rest stay the text the server printed: that can
 * be shown, and sent back as a parameter, without loss.
 */
export const valueTypes = new pg.TypeOverrides();

for (const oid of numbers) {
	valueTypes.setTypeParser(oid, toNumber);
}

for (const oid of printed) {
	valueTypes.setTypeParser(oid, (text: string) => text);
}

function toNumber(text: string): number | string {
	const value = Number(text);
	return Number.isFinite(value) && isExact(text, value) ? value : text;
}

/** A double holds every integer up to 2^53 and every decimal of 15 significant digits. */
function isExact(text: string, value: number): boolean {
	const digits = text.replaceAll(/\D/g, '').replace(/^0+/, '');
	return digits.length <= 15 || (/^-?\d+$/.test(text) && Number.isSafeInteger(value));
}
