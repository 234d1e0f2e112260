package dev.convoy.functions.wiring;

import dev.convoy.functions.lookup.provider.ProviderTools;
import dev.convoy.functions.lookup.worker.ServiceLookup;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the lookup workers: every class of one package that is a {@link ServiceLookup}, made from the tools. So a new one is a class
 * and a line of topology, and nothing else. The one place where this app scans; a package of twenty classes costs a few milliseconds.
 * Confined to start-up.
 */
final class LookupWorkers {

    private static final String PACKAGE = ProviderTools.class.getPackageName();

    private LookupWorkers() {}

    /** @throws IllegalStateException if a worker cannot be made from the tools */
    static List<ServiceLookup> make(ProviderTools tools) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ServiceLookup.class));
        return scanner.findCandidateComponents(PACKAGE).stream()
                .map(BeanDefinition::getBeanClassName)
                .sorted()
                .map(name -> make(name, tools))
                .toList();
    }

    private static ServiceLookup make(String name, ProviderTools tools) {
        Class<?> type = ClassUtils.resolveClassName(name, LookupWorkers.class.getClassLoader());
        try {
            return (ServiceLookup) BeanUtils.instantiateClass(type.getConstructor(ProviderTools.class), tools);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(name + " needs a public constructor that takes ProviderTools", e);
        }
    }
}
