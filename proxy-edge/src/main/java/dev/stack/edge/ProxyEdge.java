// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Wires the edge. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class ProxyEdge {}
