/*
 * The server-side API of Cosmos DB scripts, on one function of the host: call(operation, JSON) answers JSON. The value of this program is
 * a function of (call, setting as JSON) that defines the globals and answers a function which runs a script and then its callbacks.
 * Source: the JavaScript server-side API reference (Collection, Context, Request, Response, __).
 */
(function (call, settingText) {
    'use strict';

    var global = Function('return this')();
    var setting = JSON.parse(settingText);
    var pending = [];
    var log = [];

    var ErrorCodes = Object.freeze({
        BAD_REQUEST: 400, UNAUTHORIZED: 401, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405, REQUEST_TIMEOUT: 408, CONFLICT: 409,
        PRECONDITION_FAILED: 412, REQUEST_ENTITY_TOO_LARGE: 413, TOO_MANY_REQUESTS: 429, RETRY_WITH: 449, INTERNAL_SERVER_ERROR: 500,
        NOT_ACCEPTED: 499
    });

    function errorOf(answer) {
        var error = new Error(JSON.stringify({ errors: [answer.message] }));
        error.number = answer.status;
        error.body = error.message;
        return error;
    }

    function isError(answer) {
        return answer.status >= 400;
    }

    function split(options, callback) {
        return typeof options === 'function' ? { options: {}, callback: options } : { options: options || {}, callback: callback };
    }

    // Does an operation at once, and lets the callback come when the running function has ended, as the service does.
    function ask(operation, request, callback, results) {
        var answer = JSON.parse(call(operation, JSON.stringify(request)));
        if (answer.accepted === false) {
            return false;
        }
        if (typeof callback !== 'function') {
            if (isError(answer)) {
                throw errorOf(answer);
            }
            return true;
        }
        pending.push(function () {
            if (isError(answer)) {
                callback(errorOf(answer), undefined, {});
            } else {
                callback.apply(undefined, [undefined].concat(results(answer)));
            }
        });
        return true;
    }

    function resource(answer) {
        return [answer.resource, { notModified: answer.status === 304 }];
    }

    function page(answer) {
        return [answer.resources, { continuation: answer.continuation, currentCollectionSizeInMB: 0 }];
    }

    function requireText(value, name) {
        if (typeof value !== 'string') {
            throw new Error(name + ' must be a string.');
        }
        return value;
    }

    function Collection() {}
    Collection.prototype = {
        constructor: Collection,
        getSelfLink: function () { return setting.selfLink; },
        getAltLink: function () { return setting.altLink; },
        createDocument: function (link, body, options, callback) {
            var more = split(options, callback);
            requireText(link, 'collectionLink');
            return ask('create', { document: body, generateId: !more.options.disableAutomaticIdGeneration }, more.callback, resource);
        },
        upsertDocument: function (link, body, options, callback) {
            var more = split(options, callback);
            requireText(link, 'collectionLink');
            return ask('upsert', {
                document: body, generateId: !more.options.disableAutomaticIdGeneration, etag: more.options.etag
            }, more.callback, resource);
        },
        readDocument: function (link, options, callback) {
            var more = split(options, callback);
            return ask('read', { link: requireText(link, 'documentLink'), ifNoneMatch: more.options.ifNoneMatch }, more.callback, resource);
        },
        replaceDocument: function (link, document, options, callback) {
            var more = split(options, callback);
            return ask('replace', {
                link: requireText(link, 'documentLink'), document: document, etag: more.options.etag
            }, more.callback, resource);
        },
        deleteDocument: function (link, options, callback) {
            var more = split(options, callback);
            return ask('delete', { link: requireText(link, 'documentLink'), etag: more.options.etag }, more.callback, resource);
        },
        readDocuments: function (link, options, callback) {
            return this.queryDocuments(link, 'SELECT * FROM c', options, callback);
        },
        queryDocuments: function (link, query, options, callback) {
            var more = split(options, callback);
            var text = typeof query === 'string' ? query : requireText(query && query.query, 'filterQuery');
            requireText(link, 'collectionLink');
            return ask('query', {
                query: text, parameters: query.parameters || [], pageSize: more.options.pageSize, continuation: more.options.continuation
            }, more.callback, page);
        }
    };

    function valueOf(name) {
        return setting.values && setting.values[name];
    }

    var request = {
        getBody: function () { return setting.requestBody; },
        setBody: function (body) { setting.requestBody = body; },
        appendBody: function (text) { setting.requestBody = (setting.requestBody || '') + text; },
        getValue: valueOf,
        setValue: function (name, value) { (setting.values = setting.values || {})[name] = value; },
        getOperationType: function () { return setting.operationType; }
    };
    var response = {
        getBody: function () { return setting.responseBody; },
        setBody: function (body) { setting.responseBody = body; },
        appendBody: function (text) { setting.responseBody = (setting.responseBody || '') + text; },
        getValue: valueOf,
        setValue: function (name, value) { (setting.values = setting.values || {})[name] = value; },
        getOperationType: function () { return setting.operationType; }
    };
    var collection = new Collection();

    var context = {
        getCollection: function () { return collection; },
        getRequest: function () {
            if (setting.role === 'StoredProcedure') {
                throw new Error('getRequest is not available in a stored procedure.');
            }
            return request;
        },
        getResponse: function () {
            if (setting.role === 'PreTrigger') {
                throw new Error('getResponse is not available in a pre-trigger.');
            }
            return response;
        },
        abort: function (reason) {
            throw reason instanceof Error ? reason : new Error(reason === undefined ? 'Aborted.' : String(reason));
        }
    };

    // ---- the integrated query API: filter, map, pluck, flatten, sortBy, chain, value

    function stepOf(name, argument) {
        switch (name) {
            case 'filter': return function (all) { return all.filter(argument); };
            case 'map': return function (all) { return all.map(argument); };
            case 'pluck': return function (all) {
                return all.filter(function (d) { return d !== null && typeof d === 'object' && argument in d; })
                    .map(function (d) { return d[argument]; });
            };
            case 'flatten': return function (all) { return flat(all, argument === true ? 1 : Infinity); };
            default: return function (all) { return sorted(all, argument, name === 'sortByDescending'); };
        }
    }

    function flat(values, depth) {
        return values.reduce(function (all, value) {
            return all.concat(Array.isArray(value) && depth > 0 ? flat(value, depth - 1) : [value]);
        }, []);
    }

    function sorted(values, by, descending) {
        var keyed = values.map(function (value, index) { return { key: by(value), value: value, index: index }; });
        keyed.sort(function (a, b) {
            var order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
            return (descending ? -order : order) || a.index - b.index;
        });
        return keyed.map(function (entry) { return entry.value; });
    }

    function everything() {
        var all = [];
        var continuation;
        do {
            var answer = JSON.parse(call('query', JSON.stringify({
                query: 'SELECT * FROM c', pageSize: -1, continuation: continuation
            })));
            if (answer.accepted === false) {
                return undefined;
            }
            all = all.concat(answer.resources);
            continuation = answer.continuation;
        } while (continuation);
        return all;
    }

    function evaluate(steps, options, callback) {
        var more = split(options, callback);
        var all = everything();
        if (all === undefined) {
            return { isAccepted: false };
        }
        var result = steps.reduce(function (values, step) { return step(values); }, all);
        var from = Number(more.options.continuation || 0);
        var to = more.options.pageSize > 0 ? Math.min(result.length, from + more.options.pageSize) : result.length;
        var feed = result.slice(from, to);
        var about = { continuation: to < result.length ? String(to) : undefined };
        if (typeof more.callback === 'function') {
            pending.push(function () { more.callback(undefined, feed, about); });
        } else {
            response.setBody(feed);
        }
        return { isAccepted: true, continuation: about.continuation };
    }

    var STEPS = ['filter', 'map', 'pluck', 'flatten', 'sortBy', 'sortByDescending'];

    function Chain(steps) {
        var chain = this;
        STEPS.forEach(function (name) {
            chain[name] = function (argument) { return new Chain(steps.concat([stepOf(name, argument)])); };
        });
        this.value = function (options, callback) { return evaluate(steps, options, callback); };
    }

    Collection.prototype.chain = function () { return new Chain([]); };
    STEPS.forEach(function (name) {
        Collection.prototype[name] = function (argument, options, callback) {
            if (name === 'flatten' && typeof argument !== 'boolean') {
                return evaluate([stepOf(name, false)], argument, options);
            }
            return evaluate([stepOf(name, argument)], options, callback);
        };
    });

    // ---- the globals

    collection.request = request;
    collection.response = response;
    collection.abort = context.abort;
    collection.getContext = function () { return context; };

    global.getContext = function () { return context; };
    global.__ = collection;
    global.ErrorCodes = ErrorCodes;
    global.ERROR_CODES = ErrorCodes;
    global.console = {
        log: function () { log.push(Array.prototype.map.call(arguments, String).join(' ')); }
    };
    ['info', 'warn', 'error', 'debug'].forEach(function (level) { global.console[level] = global.console.log; });

    return function (script) {
        script.apply(undefined, setting.arguments || []);
        while (pending.length > 0) {
            pending.shift()();
        }
        return JSON.stringify({ requestBody: setting.requestBody, responseBody: setting.responseBody, log: log.join('\n') });
    };
});
