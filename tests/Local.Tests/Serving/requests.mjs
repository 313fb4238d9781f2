// Validates requests with the schema JobRequest. Prints one line per request, a JSON array of errors.
// Usage: node requests.mjs DOCUMENT REQUESTS
// REQUESTS is a file with an array of requests.
import { Schemas, read } from "./schemas.mjs";

const [documentFile, requestsFile] = process.argv.slice(2);
const schemas = new Schemas(read(documentFile));
const schema = schemas.document.components.schemas.JobRequest;
for (const request of read(requestsFile)) console.log(JSON.stringify(schemas.check(request, schema)));
