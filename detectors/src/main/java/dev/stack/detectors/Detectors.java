// SPDX-License-Identifier: Apache-2.0
package dev.stack.detectors;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Wires the detectors. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class Detectors {}
