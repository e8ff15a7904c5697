/** The time that a line of a log begins with: `2026-11-26 00:07:55.123 UTC`; other names of zones than UTC are taken for it. null where there is none. */
export function logTime(text: string): Date | null {
	const [, day, time, offset] = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,6})?)(?: ?([+-]\d\d(?::?\d\d)?)(?!\d))?/.exec(text) ?? [];
	if (day === undefined || time === undefined) {
		return null;
	}

	const [, hours = '+00', minutes = '00'] = /([+-]\d\d):?(\d\d)?/.exec(offset ?? '') ?? [];
	const at = new Date(`${day}T${time.slice(0, 12)}${hours}:${minutes}`);
	return Number.isNaN(at.getTime()) ? null : at;
}
